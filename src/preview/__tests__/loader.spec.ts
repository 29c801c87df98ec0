import type { IPreviewResponse } from '../../_generated/models';
import { ApiError } from '../../api/request';
import type { IPipelineExportClient } from '../../tokens';
import { PreviewLoader } from '../loader';

interface ICall {
  format: string;
  signal: AbortSignal | undefined;
  answer: (content: string) => void;
  fail: (error: unknown) => void;
}

function responseOf(content: string): IPreviewResponse {
  const artifact = {
    path: 'a.py',
    mimetype: 'text/x-python',
    content,
    status: 'new' as const,
    steps: []
  };
  return { artifacts: [artifact], problems: [] };
}

describe('PreviewLoader', () => {
  let calls: ICall[];
  let loader: PreviewLoader;

  const client: Pick<IPipelineExportClient, 'preview'> = {
    preview: (format, _, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () =>
          reject(new DOMException('aborted', 'AbortError'))
        );
        const answer = (content: string) => resolve(responseOf(content));
        calls.push({ format, signal, answer, fail: reject });
      })
  };

  const settle = () => new Promise(resolve => setTimeout(resolve, 30));
  const shown = () => loader.state.response?.artifacts[0]?.content;

  beforeEach(() => {
    calls = [];
    loader = new PreviewLoader(client, 10);
  });

  afterEach(() => {
    loader.dispose();
  });

  it('shows the last preview asked for, and aborts the others', async () => {
    loader.load('python', { document: '1' });
    expect(loader.state.isLoading).toBe(true);
    loader.load('python', { document: '2' });
    await settle();
    expect(calls[0]?.signal?.aborted).toBe(true);
    calls[calls.length - 1]?.answer('two');
    await settle();
    expect(loader.state).toMatchObject({ isLoading: false, error: null });
    expect(shown()).toBe('two');
  });

  it('waits for a pause', async () => {
    loader.load('python', { document: '0' });
    calls[0]?.answer('zero');
    await settle();
    for (let count = 1; count < 6; count++) {
      loader.load('python', { document: String(count) });
    }
    await settle();
    expect(calls).toHaveLength(2);
    expect(shown()).toBe('zero');
  });

  it('loads nothing twice until the workspace changes', async () => {
    loader.load('python', { document: '1' });
    calls[0]?.answer('one');
    await settle();
    loader.load('notebook', { document: '1' });
    calls[1]?.answer('notebook');
    await settle();
    loader.load('python', { document: '1' });
    expect(shown()).toBe('one');
    expect(calls).toHaveLength(2);
    loader.reload();
    await settle();
    expect(calls).toHaveLength(3);
  });

  it('keeps the preview of before beside an error', async () => {
    loader.load('python', { document: '1' });
    calls[0]?.answer('one');
    await settle();
    loader.load('python', { document: '2' });
    await settle();
    calls[1]?.fail(new ApiError('wrong', 400));
    await settle();
    expect(shown()).toBe('one');
    expect(loader.state.error?.message).toBe('wrong');
    loader.load('python', { document: '2' });
    await settle();
    calls[2]?.answer('two');
    await settle();
    expect(shown()).toBe('two');
    expect(loader.state.error).toBeNull();
  });

  it('shows nothing of another format', async () => {
    loader.load('python', { document: '1' });
    calls[0]?.answer('one');
    await settle();
    loader.select('docker');
    expect(loader.state).toMatchObject({ format: 'docker', response: null });
    loader.select('python');
    expect(shown()).toBe('one');
  });
});
