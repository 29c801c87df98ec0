import { ServerConnection } from '@jupyterlab/services';

import { PipelineExportClient } from '../client';
import { ApiError, isAbort } from '../request';

const PROBLEM = {
  severity: 'error',
  code: 'unknown-component',
  pointer: '/steps/0/component',
  step: 'a',
  message: 'There is no such component.',
  remedy: ''
};

const CATALOG = { components: [], formats: [], problems: [] };

/** A client whose server gives the answers one after the other. */
function clientOf(...answers: [number, unknown, Record<string, string>?][]) {
  const requests: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    requests.push(new Request(input, init));
    const [status, body, headers = {}] = answers.shift() ?? [500, null];
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(status === 304 ? null : text, { status, headers });
  };
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: 'http://localhost:8888/user/me/',
    fetch
  });
  return { client: new PipelineExportClient({ serverSettings }), requests };
}

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('PipelineExportClient', () => {
  it('sends the document below the base URL of the server', async () => {
    const { client, requests } = clientOf([200, { problems: [PROBLEM] }]);
    const answer = await client.check({ document: '{}', path: 'a/b.json' });
    expect(answer.problems).toEqual([PROBLEM]);
    expect(new URL(requests[0]?.url ?? '').pathname).toBe(
      '/user/me/pipeline-export/check'
    );
    expect(requests[0]?.method).toBe('POST');
    expect(await requests[0]?.json()).toEqual({
      document: '{}',
      path: 'a/b.json'
    });
  });

  it('lists examples and copies one', async () => {
    const example = {
      name: 'a',
      kind: 'Regression',
      title: 'A',
      summary: 'Predicts.',
      packages: ['pandas']
    };
    const { client, requests } = clientOf(
      [200, { examples: [example] }],
      [201, { path: 'jobs/a/a.pipeline.json' }]
    );
    expect(await client.examples()).toEqual({ examples: [example] });
    const copy = await client.copyExample({ name: 'a', directory: 'jobs' });
    expect(copy.path).toBe('jobs/a/a.pipeline.json');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(await requests[1]?.json()).toEqual({ name: 'a', directory: 'jobs' });
  });

  it('asks for the catalogue again only if it has changed', async () => {
    const { client, requests } = clientOf(
      [200, CATALOG, { ETag: '"one"' }],
      [304, null],
      [200, { ...CATALOG, formats: [{ name: 'x' }] }, { ETag: '"two"' }]
    );
    const first = await client.components();
    const second = await client.components();
    const third = await client.components();
    expect(second).toBe(first);
    expect(third.formats).toHaveLength(1);
    expect(requests.map(item => item.headers.get('If-None-Match'))).toEqual([
      null,
      '"one"',
      '"one"'
    ]);
  });

  it('rejects with the message, the problems and the conflicts', async () => {
    const conflicts = [{ path: 'a.py', status: 'edited' }];
    const { client } = clientOf(
      [400, { message: 'Not exported.', problems: [PROBLEM], conflicts: [] }],
      [409, { message: 'In the way.', problems: [], conflicts }]
    );
    const bad = await failure(client.preview('python', {}));
    expect(bad.message).toBe('Not exported.');
    expect(bad.problems).toEqual([PROBLEM]);
    const conflict = await failure(client.export('python', {}));
    expect(conflict.status).toBe(409);
    expect(conflict.conflicts).toEqual(conflicts);
  });

  it('rejects what is not an answer of this API', async () => {
    const { client } = clientOf(
      [200, { components: [{ id: 1 }], formats: [], problems: [] }],
      [502, '<html>Bad gateway</html>']
    );
    expect((await failure(client.components())).message).toContain(
      'unexpected answer'
    );
    expect((await failure(client.check({}))).status).toBe(502);
  });

  it('names the archive as the server does', async () => {
    const { client } = clientOf(
      [
        200,
        'PK',
        {
          'Content-Disposition': "attachment; filename*= UTF-8''p%C3%AFngu.zip"
        }
      ],
      [200, 'PK']
    );
    expect((await client.archive('docker', {})).name).toBe('pïngu.zip');
    expect((await client.archive('docker', {})).name).toBe(
      'pipeline-docker.zip'
    );
  });

  it('tells an abort of the caller from a failure', async () => {
    const abort = new AbortController();
    const serverSettings = ServerConnection.makeSettings({
      fetch: () => {
        abort.abort();
        return Promise.reject(new TypeError('aborted'));
      }
    });
    const client = new PipelineExportClient({ serverSettings });
    const aborted = await client
      .check({}, abort.signal)
      .catch((reason: unknown) => reason);
    expect(isAbort(aborted)).toBe(true);
    const failed = await failure(client.check({}));
    expect(failed.status).toBe(0);
  });
});
