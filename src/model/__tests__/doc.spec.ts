import * as Y from 'yjs';

import { PipelineDoc } from '../doc';
import { blankText } from '../read';

const TEXT = `{
  "schema_version": 1,
  "name": "Penguins",
  "x-own": {"kept": 1.0},
  "parameters": [
    {"name": "rate", "type": "number", "default": 0.5}
  ],
  "steps": [
    {"id": "load", "component": "data.read_csv", "params": {"path": "p.csv", "rate": {"$parameter": "rate"}}},
    {"id": "clean", "component": "clean.drop_missing", "inputs": {"table": "load.table"}},
    {"id": "merge", "component": "clean.merge", "inputs": {"tables": ["load.table", "clean.table"]}}
  ],
  "layout": {"load": [0, 1]}
}
`;

function open(text = TEXT): PipelineDoc {
  const doc = new PipelineDoc();
  doc.setSource(text);
  doc.markSaved();
  doc.clearUndoHistory();
  return doc;
}

function steps(doc: PipelineDoc) {
  return doc.pipeline?.steps ?? [];
}

function changedLines(before: string, after: string): string[] {
  const old = new Set(before.split('\n'));
  return after.split('\n').filter(line => !old.has(line));
}

/** An edit, and what shows that it was made. */
const EDITS: [string, (doc: PipelineDoc) => void][] = [
  ['setName', doc => doc.setName('Other 😀')],
  ['setDescription', doc => doc.setDescription('**New**')],
  ['addStep', doc => doc.addStep({ id: 's', component: 'a.b' }, 1)],
  ['removeSteps', doc => doc.removeSteps(['load'])],
  ['moveStep', doc => doc.moveStep('merge', 0)],
  ['duplicateStep', doc => doc.duplicateStep('load', 'load_2')],
  ['updateStep', doc => doc.updateStep('load', { enabled: false })],
  ['setParam', doc => doc.setParam('load', 'sep', ';')],
  ['setInput', doc => doc.setInput('clean', 'table', undefined)],
  ['renameStep', doc => doc.renameStep('load', 'penguins')],
  [
    'addParameter',
    doc =>
      doc.addParameter({
        name: 'p',
        type: 'string',
        default: '',
        description: ''
      })
  ],
  ['updateParameter', doc => doc.updateParameter('rate', { name: 'share' })],
  ['removeParameter', doc => doc.removeParameter('rate')],
  ['updateEnvironment', doc => doc.updateEnvironment({ python: '3.12' })]
];

describe('PipelineDoc', () => {
  it('gives back the text that it was given', () => {
    expect(open().getSource()).toBe(TEXT);
  });

  it.each(EDITS)('%s changes little, and is one step of undo', (_, edit) => {
    const doc = open();
    edit(doc);
    const edited = doc.getSource();
    expect(edited).not.toBe(TEXT);
    expect(edited).toContain('"x-own": {"kept": 1.0}');
    expect(changedLines(TEXT, edited).length).toBeLessThan(9);
    expect(doc.dirty).toBe(true);

    expect(doc.undo()).toBe(true);
    expect(doc.getSource()).toBe(TEXT);
    expect(doc.dirty).toBe(false);
    expect(doc.canUndo()).toBe(false);

    expect(doc.redo()).toBe(true);
    expect(doc.getSource()).toBe(edited);
    expect(doc.dirty).toBe(true);
  });

  it('removes links to a removed step, or replaces them', () => {
    const doc = open();
    doc.removeSteps(['clean'], new Map([['clean.table', 'load.table']]));
    expect(steps(doc).map(step => step.inputs)).toEqual([
      {},
      { tables: ['load.table'] }
    ]);
    doc.removeSteps(['load']);
    expect(steps(doc)).toEqual([
      expect.objectContaining({ id: 'merge', inputs: {} })
    ]);
    expect(doc.pipeline?.layout).toEqual({});
  });

  it('renames a step in its links and its layout', () => {
    const doc = open();
    doc.renameStep('load', 'penguins');
    expect(steps(doc)[1]?.inputs).toEqual({ table: 'penguins.table' });
    expect(steps(doc)[2]?.inputs).toEqual({
      tables: ['penguins.table', 'clean.table']
    });
    expect(doc.pipeline?.layout).toEqual({ penguins: [0, 1] });
  });

  it('lets steps follow a parameter', () => {
    const doc = open();
    doc.updateParameter('rate', { name: 'share' });
    expect(steps(doc)[0]?.params.rate).toEqual({ $parameter: 'share' });
    doc.removeParameter('share');
    expect(steps(doc)[0]?.params.rate).toBe(0.5);
    expect(doc.pipeline?.parameters).toEqual([]);
  });

  it('writes no defaults', () => {
    const doc = open();
    doc.addStep({
      id: 's',
      component: 'a.b',
      title: '',
      inputs: {},
      enabled: true
    });
    doc.updateEnvironment({ pins: 'none', kernel: 'python3' });
    doc.updateEnvironment({ pins: 'exact', kernel: null });
    const written = JSON.parse(doc.getSource());
    expect(written.steps.at(-1)).toEqual({ id: 's', component: 'a.b' });
    expect(written).not.toHaveProperty('environment');
  });

  it('takes no edit that changes nothing for a change', () => {
    const doc = open();
    doc.setName('Penguins');
    doc.updateStep('load', { title: '', enabled: true });
    doc.setParam('no_such_step', 'x', 1);
    expect(doc.getSource()).toBe(TEXT);
    expect(doc.dirty).toBe(false);
    expect(doc.canUndo()).toBe(false);
  });

  it('begins a document in an empty file with the first edit', () => {
    const doc = open('');
    expect(doc.pipeline?.steps).toEqual([]);
    doc.addStep({ id: 's', component: 'a.b' });
    expect(doc.getSource().startsWith(blankText().slice(0, 30))).toBe(true);
    expect(steps(doc)).toHaveLength(1);
  });

  it.each([
    ['{"name": ', 'syntax'],
    ['[]', 'shape'],
    [`{"name": ${'['.repeat(100)}${']'.repeat(100)}}`, 'depth'],
    ['{"schema_version": 2, "name": "n"}', 'version'],
    ['{"schema_version": 1, "name": "n", "steps": [{"id": 1}]}', 'shape']
  ])('keeps %s and refuses to edit it', (text, reason) => {
    const doc = open(text);
    expect(doc.pipeline).toBeNull();
    expect(doc.unreadable?.reason).toBe(reason);
    expect(() => doc.setName('x')).toThrow('no pipeline');
    expect(doc.getSource()).toBe(text);
  });

  it('keeps the objects of what did not change', () => {
    const doc = open();
    const before = steps(doc);
    doc.addStep({ id: 's', component: 'a.b' }, 0);
    doc.setParam('clean', 'how', 'any');
    expect(steps(doc)[1]).toBe(before[0]);
    expect(steps(doc)[2]).not.toBe(before[1]);
    expect(steps(doc)[3]).toBe(before[2]);
  });

  it('announces each edit once', () => {
    const doc = open();
    let changes = 0;
    doc.changed.connect((_, change) => {
      changes += change.sourceChange ? 1 : 0;
    });
    doc.renameStep('load', 'other');
    doc.gesture(() => {
      doc.setName('A');
      doc.setParam('other', 'sep', ';');
    });
    expect(changes).toBe(2);
  });
});

describe('the undo history', () => {
  it('takes typing in one field for one step until a pause', async () => {
    const doc = open();
    for (const value of [';', ';;', ';;;']) {
      doc.setParam('load', 'sep', value);
    }
    // Shorter only now: a slow machine must not make a pause of the typing.
    doc.undoManager.captureTimeout = 10;
    await new Promise(resolve => setTimeout(resolve, 50));
    doc.setParam('load', 'sep', 'x');
    doc.undo();
    expect(steps(doc)[0]?.params.sep).toBe(';;;');
    doc.undo();
    expect(doc.getSource()).toBe(TEXT);
  });

  it('keeps quick edits of several places apart', () => {
    const doc = open();
    doc.setParam('load', 'sep', ';');
    doc.setParam('load', 'header', 0);
    doc.updateStep('load', { enabled: false });
    doc.updateStep('load', { enabled: true });
    doc.addStep({ id: 's', component: 'a.b' });
    for (let count = 0; count < 5; count++) {
      expect(doc.undo()).toBe(true);
    }
    expect(doc.getSource()).toBe(TEXT);
    expect(doc.canUndo()).toBe(false);
  });

  it('takes a gesture of several edits for one step', () => {
    const doc = open();
    doc.gesture(() => {
      doc.setName('A');
      doc.addStep({ id: 's', component: 'a.b' });
    });
    doc.setName('B');
    doc.undo();
    expect(doc.pipeline?.name).toBe('A');
    doc.undo();
    expect(doc.getSource()).toBe(TEXT);
  });
});

describe('a shared document', () => {
  it('takes the edits of others, and undoes only its own', () => {
    const one = new Y.Doc();
    const two = new Y.Doc();
    one.on('update', (update: Uint8Array) => Y.applyUpdate(two, update, 'net'));
    two.on('update', (update: Uint8Array) => Y.applyUpdate(one, update, 'net'));
    const mine = new PipelineDoc({ ydoc: one });
    const theirs = new PipelineDoc({ ydoc: two });
    mine.setSource(TEXT);
    mine.clearUndoHistory();
    mine.setName('Mine 😀');
    theirs.setParam('load', 'sep', '😁');
    mine.updateStep('merge', { title: 'Mine 😂' });
    expect(theirs.getSource()).toBe(mine.getSource());
    mine.undo();
    mine.undo();
    expect(mine.pipeline?.name).toBe('Penguins');
    expect(steps(mine)[0]?.params.sep).toBe('😁');
    expect(theirs.getSource()).toBe(mine.getSource());
    mine.dispose();
    theirs.dispose();
  });
});
