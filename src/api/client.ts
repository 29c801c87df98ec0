import { ServerConnection } from '@jupyterlab/services';

import type {
  ICatalogResponse,
  ICheckRequest,
  ICheckResponse,
  IColumnsResponse,
  IExampleRequest,
  IExampleResponse,
  IExamplesResponse,
  IExportRequest,
  IExportResponse,
  IPreviewRequest,
  IPreviewResponse
} from '../_generated/models';
import type { FormatName, IArchive, IPipelineExportClient } from '../tokens';
import {
  isCatalogResponse,
  isCheckResponse,
  isColumnsResponse,
  isExampleResponse,
  isExamplesResponse,
  isExportResponse,
  isPreviewResponse
} from './guards';
import { ApiError, request } from './request';

/**
 * The client of the REST API.
 */
export class PipelineExportClient implements IPipelineExportClient {
  /**
   * Construct a client.
   *
   * @param options - How to reach the server.
   */
  constructor(options: PipelineExportClient.IOptions = {}) {
    this._settings = options.serverSettings ?? ServerConnection.makeSettings();
  }

  async components(path?: string): Promise<ICatalogResponse> {
    const headers: Record<string, string> = this._catalog
      ? { 'If-None-Match': this._catalog.etag }
      : {};
    // The browser's own cache would answer 304 itself and hide the new ETag.
    const init: RequestInit = { headers, cache: 'no-store' };
    const query = path ? `?${new URLSearchParams({ path })}` : '';
    const response = await request(`components${query}`, init, this._settings);
    if (response.status === 304 && this._catalog) {
      return this._catalog.response;
    }
    const body = await parse(response, isCatalogResponse);
    const etag = response.headers.get('ETag');
    this._catalog = etag ? { etag, response: body } : null;
    return body;
  }

  async examples(): Promise<IExamplesResponse> {
    const response = await request('examples', {}, this._settings);
    return parse(response, isExamplesResponse);
  }

  async copyExample(example: IExampleRequest): Promise<IExampleResponse> {
    const response = await this._post('examples', example);
    return parse(response, isExampleResponse);
  }

  async check(
    source: ICheckRequest,
    signal?: AbortSignal
  ): Promise<ICheckResponse> {
    return parse(await this._post('check', source, signal), isCheckResponse);
  }

  async columns(
    source: ICheckRequest,
    signal?: AbortSignal
  ): Promise<IColumnsResponse> {
    const response = await this._post('columns', source, signal);
    return parse(response, isColumnsResponse);
  }

  async preview(
    format: FormatName,
    target: IPreviewRequest,
    signal?: AbortSignal
  ): Promise<IPreviewResponse> {
    const response = await this._post(`preview/${format}`, target, signal);
    return parse(response, isPreviewResponse);
  }

  async export(
    format: FormatName,
    target: IExportRequest
  ): Promise<IExportResponse> {
    const response = await this._post(`export/${format}`, target);
    return parse(response, isExportResponse);
  }

  async archive(
    format: FormatName,
    target: IPreviewRequest
  ): Promise<IArchive> {
    const response = await this._post(`archive/${format}`, target);
    return {
      name: fileNameOf(response) ?? `pipeline-${format}.zip`,
      content: await response.blob()
    };
  }

  private _post(
    path: string,
    body: object,
    signal?: AbortSignal
  ): Promise<Response> {
    const init: RequestInit = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body)
    };
    if (signal) {
      init.signal = signal;
    }
    return request(path, init, this._settings);
  }

  private _catalog: { etag: string; response: ICatalogResponse } | null = null;
  private _settings: ServerConnection.ISettings;
}

/**
 * A namespace for `PipelineExportClient` statics.
 */
export namespace PipelineExportClient {
  /**
   * The options of a client.
   */
  export interface IOptions {
    /**
     * How to reach the server.
     */
    serverSettings?: ServerConnection.ISettings;
  }
}

async function parse<T>(
  response: Response,
  isExpected: (value: unknown) => value is T
): Promise<T> {
  const body: unknown = await response.json();
  if (!isExpected(body)) {
    throw new ApiError(
      `The server sent an unexpected answer to ${response.url}`,
      response.status
    );
  }
  return body;
}

function fileNameOf(response: Response): string | null {
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const encoded = /filename\*=\s*UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded) {
    return decodeURIComponent(encoded);
  }
  return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? null;
}
