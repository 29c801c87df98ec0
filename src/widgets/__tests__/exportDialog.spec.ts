import { Dialog } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';

import type {
  IPreviewRequest,
  IPreviewResponse
} from '../../_generated/models';
import { ApiError } from '../../api/request';
import { DEFAULT_SETTINGS, defaultChoice } from '../../export/settings';
import { builtinFormats } from '../../formats';
import type { CodeViewer } from '../../preview/codeViewer';
import { askExport } from '../exportDialog';
import type { IAskExportOptions } from '../exportDialog';

const trans = nullTranslator.load('');

const PATH = 'work/a.pipeline.json';

const RESPONSE: IPreviewResponse = {
  artifacts: [
    {
      path: 'a.py',
      mimetype: 'text/x-python',
      content: 'pass',
      status: 'new',
      steps: []
    }
  ],
  problems: []
};

const settle = (time = 50) => new Promise(resolve => setTimeout(resolve, time));

function button(label: string): HTMLButtonElement {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('button')];
  const found = buttons.find(({ textContent }) => textContent === label);
  if (!found) {
    throw new Error(`There is no button ${label}`);
  }
  return found;
}

describe('askExport', () => {
  let browsed: string[];
  let error: ApiError | null;
  let requests: [string, IPreviewRequest][];

  function ask() {
    const options: IAskExportOptions = {
      browse: async start => {
        browsed.push(start);
        return 'elsewhere';
      },
      choice: defaultChoice(DEFAULT_SETTINGS, 'python', PATH),
      client: {
        preview: async (format, request) => {
          requests.push([format, request]);
          if (error) {
            throw error;
          }
          return RESPONSE;
        }
      },
      formats: builtinFormats(trans),
      kernels: [],
      renderers: {
        createViewer: () =>
          ({
            dispose: () => undefined,
            mark: () => undefined,
            setText: () => undefined
          }) as unknown as CodeViewer,
        renderCode: () => null,
        renderMarkdown: () => null
      },
      source: { document: '{}', path: PATH },
      trans
    };
    return askExport(options);
  }

  beforeEach(() => {
    browsed = [];
    error = null;
    requests = [];
  });

  afterEach(() => {
    Dialog.flush();
    document.body.replaceChildren();
  });

  it('gives what was chosen', async () => {
    const decision = ask();
    await settle();
    document.querySelector<HTMLInputElement>('input[value="docker"]')?.click();
    await settle();
    button('Export').click();
    expect(await decision).toMatchObject({
      action: 'export',
      choice: { format: 'docker', directory: null }
    });
    expect(requests.map(([format]) => format)).toEqual(['python', 'docker']);
  });

  it('gives what to download, and a cancel', async () => {
    const download = ask();
    await settle();
    button('Download ZIP').click();
    expect((await download).action).toBe('download');
    const cancel = ask();
    await settle();
    button('Cancel').click();
    expect((await cancel).action).toBe('cancel');
  });

  it('comes back with the folder that was looked for', async () => {
    const decision = ask();
    await settle();
    button('Browse…').click();
    await settle();
    expect(browsed).toEqual(['work']);
    await settle(600);
    button('Export').click();
    expect((await decision).choice.directory).toBe('elsewhere');
    expect(requests[requests.length - 1]?.[1].directory).toBe('elsewhere');
  });

  it('exports nothing that has errors', async () => {
    error = new ApiError('Not possible', 400);
    const decision = ask();
    await settle();
    expect(button('Export').disabled).toBe(true);
    expect(document.querySelector('[role="alert"]')?.textContent).toBe(
      'Not possible'
    );
    const node = document.querySelector<HTMLElement>('.jp-Dialog');
    node?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(node?.isConnected).toBe(true);
    button('Cancel').click();
    expect((await decision).action).toBe('cancel');
  });
});
