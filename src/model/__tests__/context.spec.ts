import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { Signal } from '@lumino/signaling';

import type { IColumnsResponse } from '../../_generated/models';
import { PipelineContext } from '../context';
import { PipelineModel } from '../model';

const TEXT = JSON.stringify({
  schema_version: 1,
  name: 'n',
  steps: [
    { id: 'a', component: 'x.y' },
    { id: 'b', component: 'x.y' }
  ]
});

/** The part of JupyterLab's context that matters here. */
class FileContext {
  readonly model = new PipelineModel();
  readonly pathChanged = new Signal<this, string>(this);
  readonly ready = Promise.resolve();
  path = 'RTC:work/a.pipeline.json';
}

const settle = (time: number) =>
  new Promise(resolve => setTimeout(resolve, time));

describe('PipelineContext', () => {
  let checks: unknown[];
  let fileChanged: Signal<object, object>;
  let known: IColumnsResponse;
  let questions: unknown[];
  let file: FileContext;
  let pipeline: PipelineContext;

  beforeEach(async () => {
    checks = [];
    questions = [];
    known = { tables: {}, choices: {}, problems: [] };
    fileChanged = new Signal({});
    file = new FileContext();
    file.model.fromString(TEXT);
    pipeline = new PipelineContext({
      client: {
        check: async source => {
          checks.push(source);
          return { problems: [] };
        },
        columns: async source => {
          questions.push(source);
          return known;
        }
      },
      contents: {
        fileChanged: fileChanged as never,
        localPath: path => path.replace(/^RTC:/, '')
      },
      context: file as unknown as DocumentRegistry.IContext<PipelineModel>
    });
    await pipeline.ready;
  });

  afterEach(() => {
    pipeline.dispose();
    file.model.dispose();
  });

  it('sends what is on screen, under the path that the server knows', () => {
    expect(checks).toEqual([{ document: TEXT, path: 'work/a.pipeline.json' }]);
    file.model.sharedModel.setName('other');
    expect(pipeline.source().document).toContain('other');
  });

  it('sends a pipeline for an empty file', () => {
    file.model.fromString('');
    expect(JSON.parse(String(pipeline.source().document))).toMatchObject({
      schema_version: 1,
      steps: []
    });
  });

  it('follows the file to another path', async () => {
    const paths: string[] = [];
    pipeline.pathChanged.connect((_, path) => {
      paths.push(path);
    });
    file.path = 'RTC:other/b.pipeline.json';
    file.pathChanged.emit(file.path);
    await Promise.resolve();
    expect(paths).toEqual(['other/b.pipeline.json']);
    expect(checks).toHaveLength(2);
  });

  it('asks for the columns of what is on screen, and tells of them', async () => {
    expect(questions).toEqual(checks);
    const seen: unknown[] = [];
    pipeline.columns.changed.connect(columns => {
      seen.push(columns.known);
    });
    known = { ...known, tables: { 'a.table': { columns: null } } };
    file.model.sharedModel.setName('other');
    expect(questions).toHaveLength(1);
    await settle(700);
    expect(questions).toHaveLength(2);
    expect(seen).toEqual([known]);
  });

  it('looks again when another file has changed, not when it is saved', async () => {
    const change = (path: string) => fileChanged.emit({ newValue: { path } });
    change(file.path);
    await settle(700);
    expect([checks.length, questions.length]).toEqual([1, 1]);
    change('RTC:work/data.csv');
    change('RTC:work/other.csv');
    await settle(700);
    expect([checks.length, questions.length]).toEqual([2, 2]);
  });

  it('asks for no columns where there is no step', async () => {
    file.model.sharedModel.removeSteps(['a', 'b']);
    await settle(700);
    expect(questions).toHaveLength(1);
  });

  it('tells which step is selected, until it is removed', () => {
    const selected: (string | null)[] = [];
    pipeline.selectedStepChanged.connect((_, step) => {
      selected.push(step);
    });
    pipeline.selectedStep = 'b';
    pipeline.selectedStep = 'b';
    file.model.sharedModel.removeSteps(['a']);
    file.model.sharedModel.removeSteps(['b']);
    expect(selected).toEqual(['b', null]);
  });
});
