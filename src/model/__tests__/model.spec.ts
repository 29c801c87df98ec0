import { YFile } from '@jupyter/ydoc';

import { isPipelinePath, PipelineModelFactory } from '../factory';
import { blankText } from '../read';

describe('PipelineModel', () => {
  let factory: PipelineModelFactory;

  beforeEach(() => {
    factory = new PipelineModelFactory();
  });

  afterEach(() => {
    factory.dispose();
  });

  it('is clean after loading, dirty with an edit, clean when saved', () => {
    const model = factory.createNew();
    const states: unknown[] = [];
    model.stateChanged.connect((_, { name, newValue }) => {
      states.push([name, newValue]);
    });
    let changes = 0;
    model.contentChanged.connect(() => {
      changes++;
    });
    model.fromString(blankText('One'));
    expect(model.dirty).toBe(false);
    model.sharedModel.setName('Two');
    expect(model.dirty).toBe(true);
    expect(changes).toBe(2);
    model.dirty = false;
    model.sharedModel.undo();
    expect(model.dirty).toBe(true);
    model.sharedModel.redo();
    expect(model.dirty).toBe(false);
    expect(states.at(-1)).toEqual(['dirty', false]);
    model.dispose();
  });

  it('keeps what is no JSON', () => {
    const model = factory.createNew();
    model.fromString('{"name": ');
    expect(model.toString()).toBe('{"name": ');
    expect(model.toJSON()).toBeNull();
    expect(model.dirty).toBe(false);
    model.dispose();
  });

  it('reads a file that begins with a byte order mark', () => {
    const model = factory.createNew();
    model.fromString('\uFEFF' + blankText('Marked'));
    expect(model.sharedModel.pipeline?.name).toBe('Marked');
    expect(model.dirty).toBe(false);
    model.sharedModel.setName('Edited');
    expect(model.toString()).toBe(blankText('Edited'));
    model.dispose();
  });

  it('writes JSON values with an indentation of two', () => {
    const model = factory.createNew();
    model.fromJSON({ schema_version: 1, name: 'n' });
    expect(model.toString()).toBe(
      '{\n  "schema_version": 1,\n  "name": "n"\n}\n'
    );
    model.dispose();
  });

  it('shares its text with the file of a collaborative drive', () => {
    const file = YFile.create();
    const model = factory.createNew({
      sharedModel: file,
      collaborationEnabled: true
    });
    file.setSource(blankText('Shared'));
    expect(model.collaborative).toBe(true);
    expect(model.sharedModel.pipeline?.name).toBe('Shared');
    model.sharedModel.setName('Edited');
    expect(file.getSource()).toContain('Edited');
    let isLeft = false;
    file.disposed.connect(() => {
      isLeft = true;
    });
    model.dispose();
    expect(isLeft).toBe(true);
  });

  it('tells when it becomes read-only', () => {
    const model = factory.createNew();
    const values: unknown[] = [];
    model.stateChanged.connect((_, { name, newValue }) => {
      values.push([name, newValue]);
    });
    model.readOnly = true;
    model.readOnly = true;
    expect(values).toEqual([['readOnly', true]]);
    model.dispose();
    expect(model.isDisposed).toBe(true);
  });
});

it.each([
  ['a/b.pipeline.json', true],
  ['A.PIPELINE.JSON', true],
  ['pipeline.json', false],
  ['a.pipeline.json.bak', false]
])('knows whether %s is a pipeline', (path, expected) => {
  expect(isPipelinePath(path)).toBe(expected);
});
