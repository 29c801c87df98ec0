import { StateDB } from '@jupyterlab/statedb';
import { nullTranslator } from '@jupyterlab/translation';

import { ChoiceMemory, exportRequest, previewRequest } from '../choice';
import { exportArgsSchema, readExportArgs } from '../commandArgs';
import { DEFAULT_SETTINGS, defaultChoice, readSettings } from '../settings';

const PATH = 'work/a.pipeline.json';

describe('defaultChoice', () => {
  it('leaves all to the document where nothing is set', () => {
    const choice = defaultChoice(DEFAULT_SETTINGS, 'python', PATH);
    expect(exportRequest({ path: PATH }, choice)).toEqual({
      path: PATH,
      options: {},
      on_conflict: 'fail'
    });
  });

  it('takes the settings', () => {
    const settings = {
      ...readSettings(null),
      folder: 'out/now',
      python: '3.12',
      pins: 'minimum' as const
    };
    const choice = defaultChoice(settings, 'docker', PATH);
    expect(previewRequest({}, { ...choice, gpu: true })).toEqual({
      options: { python: '3.12', pins: 'minimum', gpu: true },
      directory: 'work/out/now'
    });
  });
});

describe('ChoiceMemory', () => {
  const choice = {
    ...defaultChoice(DEFAULT_SETTINGS, 'docker', PATH),
    directory: 'elsewhere',
    gpu: true
  };

  it('recalls the last choice, the folder for the same document', async () => {
    const state = new StateDB();
    await new ChoiceMemory(state).remember(choice, PATH);
    const memory = new ChoiceMemory(state);
    expect(await memory.recall(PATH)).toEqual(choice);
    expect(await memory.recall('b.pipeline.json')).toEqual({
      ...choice,
      directory: null
    });
  });

  it('recalls nothing from an entry of another shape', async () => {
    const state = new StateDB();
    await state.save('jupyterlab-pipeline-export:last-choice', { choice: 1 });
    expect(await new ChoiceMemory(state).recall(PATH)).toEqual({});
  });

  it('lasts for the page where there is no database', async () => {
    const memory = new ChoiceMemory(null);
    expect(await memory.recall(PATH)).toEqual({});
    await memory.remember(choice, PATH);
    expect(await memory.recall(PATH)).toEqual(choice);
  });
});

describe('the arguments of commands', () => {
  it('are read as far as they are of the right type', () => {
    expect(
      readExportArgs({
        path: PATH,
        format: 'docker',
        python: 3.12,
        onConflict: 'rename',
        selected: 'yes'
      })
    ).toEqual({
      path: PATH,
      format: 'docker',
      choice: { onConflict: 'rename' }
    });
  });

  it('are all described', () => {
    const schema = exportArgsSchema(nullTranslator.load(''), true);
    expect(Object.keys(schema.properties as object)).toEqual([
      'path',
      'selected',
      'format',
      'directory',
      'python',
      'pins',
      'kernel',
      'onConflict',
      'isMenu'
    ]);
  });
});
