import type { IPatchOperation } from '../../_generated/models';
import { PipelineDoc } from '../doc';
import { patchText } from '../jsonPatch';

const TEXT = `{
  "schema_version": 1,
  "name": "Test",
  "steps": [
    {"id": "read", "component": "data.read_csv", "params": {"rows": 1.0}},
    {
      "id": "split",
      "component": "prepare.split",
      "inputs": {"table": "read.table"},
      "params": {"by": ["a", "b"]}
    }
  ]
}
`;

function add(path: string, value: IPatchOperation['value']): IPatchOperation {
  return { op: 'add', path, value };
}

function replace(
  path: string,
  value: IPatchOperation['value']
): IPatchOperation {
  return { op: 'replace', path, value };
}

function remove(path: string): IPatchOperation {
  return { op: 'remove', path, value: null };
}

function patched(...patch: IPatchOperation[]): string {
  const text = patchText(TEXT, patch);
  if (text === null) {
    throw new Error('The patch does not fit');
  }
  return text;
}

describe('patchText', () => {
  it('changes no more of the text than it has to', () => {
    expect(patched(add('/steps/1/params/seed', 0))).toBe(
      TEXT.replace('["a", "b"]}', '["a", "b"], "seed": 0}')
    );
    expect(patched(replace('/steps/0/params/rows', 2))).toBe(
      TEXT.replace('1.0', '2')
    );
    expect(patched(remove('/steps/1/params/by/0'))).toBe(
      TEXT.replace('"a", ', '')
    );
  });

  it('adds to lists at a place, and at the end', () => {
    const text = patched(
      add('/steps/1/params/by/1', 'x'),
      add('/steps/1/params/by/-', 'y')
    );
    expect(text).toContain('["a", "x", "b", "y"]');
  });

  it('follows the operations before', () => {
    const step = { id: 'new', component: 'clean.drop' };
    const text = patched(
      add('/steps/1', step),
      replace('/steps/2/inputs/table', 'new.table')
    );
    const { steps } = JSON.parse(text) as { steps: { id: string }[] };
    expect(steps.map(({ id }) => id)).toEqual(['read', 'new', 'split']);
    expect(steps[2]).toMatchObject({ inputs: { table: 'new.table' } });
  });

  it('may speak of what the text leaves out as a default', () => {
    const text = patched(
      add('/steps/0/inputs/table', 'x.y'),
      replace('/steps/0/enabled', false),
      add('/environment/requirements/-', 'rich'),
      add('/parameters/0', { name: 'n', type: 'integer', default: 1 })
    );
    const document = JSON.parse(text) as { [key: string]: unknown };
    expect(document).toMatchObject({
      environment: { requirements: ['rich'] },
      parameters: [{ name: 'n', type: 'integer', default: 1 }]
    });
    expect(document.steps).toMatchObject([
      { inputs: { table: 'x.y' }, enabled: false },
      {}
    ]);
  });

  it('reads escaped names', () => {
    const text = patched(add('/steps/0/params/a~1b~0c', 1));
    expect(text).toContain('"a/b~c": 1');
  });

  it.each([
    ['a step that is gone', replace('/steps/2/title', 'x')],
    ['a setting that is gone', replace('/steps/0/params/sep', ';')],
    ['a removal of what is not there', remove('/steps/0/title')],
    ['a place beyond the end', add('/steps/1/params/by/3', 'x')],
    ['no index', add('/steps/first', {})],
    ['a way through a value', add('/name/x', 1)],
    ['the whole document', replace('', {})],
    ['no pointer', add('steps', [])],
    ['an inherited name', replace('/steps/0/params/toString', 1)],
    ['a result that is no pipeline', replace('/steps', 'none')]
  ])('refuses %s', (_, operation) => {
    expect(patchText(TEXT, [operation])).toBeNull();
  });
});

describe('PipelineDoc.applyPatch', () => {
  let doc: PipelineDoc;

  beforeEach(() => {
    doc = new PipelineDoc();
    doc.setSource(TEXT);
    doc.clearUndoHistory();
  });
  afterEach(() => doc.dispose());

  it('is one edit, however many operations there are', () => {
    const patch = [add('/steps/0/params/a', 1), add('/steps/1/params/b', 2)];
    expect(doc.applyPatch(patch)).toBe(true);
    expect(doc.pipeline?.steps[1]?.params).toEqual({ by: ['a', 'b'], b: 2 });
    doc.undo();
    expect(doc.getSource()).toBe(TEXT);
    expect(doc.canUndo()).toBe(false);
  });

  it('changes nothing where the last operation does not fit', () => {
    const patch = [add('/steps/0/params/a', 1), remove('/steps/7')];
    expect(doc.applyPatch(patch)).toBe(false);
    expect(doc.getSource()).toBe(TEXT);
    expect(doc.canUndo()).toBe(false);
  });

  it('leaves a text alone that is no pipeline', () => {
    doc.setSource('{');
    expect(doc.applyPatch([add('/name', 'x')])).toBe(false);
    expect(doc.getSource()).toBe('{');
  });
});
