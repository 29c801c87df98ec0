import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';

import type {
  IExportedFile,
  IExportRequest,
  IProblem
} from '../../_generated/models';
import { problemOf } from '../../api/__tests__/problem';
import { ApiError } from '../../api/request';
import { ExportFlow } from '../flow';
import { DEFAULT_SETTINGS, defaultChoice } from '../settings';

const PROBLEM = problemOf({ message: 'Wrong.' });

const SOURCE = { document: '{}', path: 'work/a.pipeline.json' };

function choiceOf(format: string) {
  return defaultChoice(DEFAULT_SETTINGS, format, SOURCE.path);
}

describe('ExportFlow', () => {
  let answers: (IExportedFile[] | Error)[];
  let asked: IExportRequest[];
  let decision: 'overwrite' | 'rename' | null;
  let opened: string[];
  let opensNotebook: boolean;
  let shown: readonly IProblem[];
  let written: readonly IExportedFile[];
  let flow: ExportFlow;

  const notification = () => Notification.manager.notifications[0];

  beforeEach(() => {
    answers = [];
    asked = [];
    decision = null;
    opened = [];
    opensNotebook = true;
    shown = [];
    written = [];
    Notification.dismiss();
    flow = new ExportFlow({
      askConflict: async () => decision,
      client: {
        archive: async () => {
          throw new ApiError('Too large', 413);
        },
        export: async (_, request) => {
          asked.push(request);
          const answer = answers.shift() ?? [];
          if (answer instanceof Error) {
            throw answer;
          }
          return { files: answer, problems: [] };
        }
      },
      formatLabel: name => name,
      onWritten: async files => {
        written = files;
      },
      openFile: path => opened.push(path),
      opensNotebook: () => opensNotebook,
      showProblems: async (_, __, problems) => {
        shown = problems;
      },
      trans: nullTranslator.load('')
    });
  });

  it('writes a notebook and opens it', async () => {
    answers = [[{ path: 'work/a.ipynb', status: 'created' }]];
    const response = await flow.export(SOURCE, choiceOf('notebook'));
    expect(response?.files).toEqual(written);
    expect(opened).toEqual(['work/a.ipynb']);
    expect(notification()).toMatchObject({
      type: 'success',
      message: 'Exported work/a.ipynb'
    });
    expect(asked[0]).toMatchObject({ ...SOURCE, on_conflict: 'fail' });
  });

  it('offers to open what it does not open itself', async () => {
    opensNotebook = false;
    answers = [
      [{ path: 'work/a.ipynb', status: 'identical' }],
      [
        { path: 'd/Dockerfile', status: 'created' },
        { path: 'd/README.md', status: 'created' }
      ]
    ];
    await flow.export(SOURCE, choiceOf('notebook'));
    expect(opened).toEqual([]);
    expect(notification()?.message).toBe('work/a.ipynb is up to date');
    await flow.export(SOURCE, choiceOf('docker'));
    notification()?.options.actions?.[0]?.callback(new MouseEvent('click'));
    expect(opened).toEqual(['d/README.md']);
  });

  it.each(['overwrite', 'rename'] as const)(
    'exports again when the user says to %s',
    async answer => {
      const conflict = { path: 'work/a.py', status: 'edited' as const };
      answers = [
        new ApiError('In the way', 409, [], [conflict]),
        [{ path: 'work/a.py', status: 'overwritten' }]
      ];
      decision = answer;
      const response = await flow.export(SOURCE, choiceOf('python'));
      expect(asked.map(request => request.on_conflict)).toEqual([
        'fail',
        answer
      ]);
      expect(response?.files).toHaveLength(1);
    }
  );

  it('writes nothing when the user gives up', async () => {
    const conflict = { path: 'work/a.py', status: 'foreign' as const };
    answers = [new ApiError('In the way', 409, [], [conflict])];
    expect(await flow.export(SOURCE, choiceOf('python'))).toBeNull();
    expect(asked).toHaveLength(1);
    expect(Notification.manager.count).toBe(0);
  });

  it('shows the problems that keep it from exporting', async () => {
    answers = [new ApiError('Not exported', 400, [PROBLEM])];
    expect(await flow.export(SOURCE, choiceOf('python'))).toBeNull();
    expect(shown).toEqual([PROBLEM]);
    expect(Notification.manager.count).toBe(0);
  });

  it('tells other failures, of downloads too', async () => {
    answers = [new ApiError('No connection', 0)];
    await flow.export(SOURCE, choiceOf('python'));
    expect(notification()).toMatchObject({
      type: 'error',
      message: 'The pipeline was not exported: No connection'
    });
    expect(await flow.download(SOURCE, choiceOf('docker'))).toBe(false);
    expect(notification()?.message).toContain('Too large');
  });
});
