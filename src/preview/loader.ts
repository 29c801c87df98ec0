import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IPreviewRequest, IPreviewResponse } from '../_generated/models';
import { ApiError, messageOf } from '../api/request';
import { LatestRequest } from '../model/latestRequest';
import type { IQuestion } from '../model/latestRequest';
import type { FormatName, IPipelineExportClient } from '../tokens';

/**
 * How many previews are kept.
 */
const KEPT = 8;

/**
 * What is known of the preview that was asked for last.
 */
export interface IPreviewState {
  /**
   * The format that was asked for.
   */
  format: FormatName | null;

  /**
   * The last preview of this format, perhaps of an earlier document; null
   * where there was none.
   */
  response: IPreviewResponse | null;

  /**
   * Why there is no preview of the present document, or null.
   */
  error: ApiError | null;

  /**
   * Whether the server is being asked.
   */
  isLoading: boolean;
}

/**
 * A preview that is asked for.
 */
interface IWanted {
  key: string;
  format: FormatName;
  target: IPreviewRequest;
}

/**
 * Loads previews: one at a time, the last one asked for, and none twice.
 */
export class PreviewLoader implements IDisposable {
  /**
   * Construct a loader.
   *
   * @param client - Asks the server.
   * @param rest - How long what is asked for must rest before it is loaded, in
   * milliseconds.
   */
  constructor(client: Pick<IPipelineExportClient, 'preview'>, rest: number) {
    this._client = client;
    this._request = new LatestRequest(rest);
  }

  /**
   * What is known of the preview that was asked for last.
   */
  get state(): IPreviewState {
    return this._state;
  }

  /**
   * A signal emitted when the state changes.
   */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /**
   * Whether the loader is disposed.
   */
  get isDisposed(): boolean {
    return this._request.isDisposed;
  }

  /**
   * Dispose of the loader, and abort what it has asked for.
   */
  dispose(): void {
    if (!this.isDisposed) {
      this._request.dispose();
      Signal.clearData(this);
    }
  }

  /**
   * Turn to a format: the state becomes what is known of it.
   *
   * @param format - The format.
   */
  select(format: FormatName): void {
    if (format !== this._state.format) {
      this._request.abort();
      this._wanted = null;
      const response = this._lastOf.get(format) ?? null;
      this._update({ format, response, error: null, isLoading: false });
    }
  }

  /**
   * Ask for a preview; the state tells when it is there.
   *
   * @param format - The format.
   * @param target - The pipeline, and what the user chose.
   */
  load(format: FormatName, target: IPreviewRequest): void {
    const key = JSON.stringify([format, target]);
    if (key === this._wanted?.key && !this._state.error) {
      return;
    }
    const isOtherFormat = format !== this._state.format;
    this.select(format);
    this._request.abort();
    const wanted = { key, format, target };
    this._wanted = wanted;
    const kept = this._kept.get(key);
    if (kept) {
      this._update({ response: kept, error: null, isLoading: false });
      return;
    }
    this._update({ isLoading: true });
    const question: IQuestion<IPreviewResponse> = {
      ask: signal => this._client.preview(format, target, signal),
      onAnswer: response => this._succeed(wanted, response),
      onFailure: reason => this._fail(reason)
    };
    if (isOtherFormat) {
      void this._request.send(question);
    } else {
      this._request.schedule(question);
    }
  }

  /**
   * Forget what was loaded, since the workspace has changed, and load anew.
   */
  reload(): void {
    this._kept.clear();
    const wanted = this._wanted;
    this._wanted = null;
    if (wanted) {
      this.load(wanted.format, wanted.target);
    }
  }

  private _succeed(wanted: IWanted, response: IPreviewResponse): void {
    this._keep(wanted, response);
    this._update({ response, error: null, isLoading: false });
  }

  private _fail(reason: unknown): void {
    const error =
      reason instanceof ApiError ? reason : new ApiError(messageOf(reason), 0);
    this._update({ error, isLoading: false });
  }

  private _keep({ format, key }: IWanted, response: IPreviewResponse): void {
    this._lastOf.set(format, response);
    this._kept.set(key, response);
    const [oldest] = this._kept.keys();
    if (this._kept.size > KEPT && oldest !== undefined) {
      this._kept.delete(oldest);
    }
  }

  private _update(change: Partial<IPreviewState>): void {
    if (!this.isDisposed) {
      this._state = { ...this._state, ...change };
      this._changed.emit();
    }
  }

  private _changed = new Signal<this, void>(this);
  private _client: Pick<IPipelineExportClient, 'preview'>;
  private _kept = new Map<string, IPreviewResponse>();
  private _lastOf = new Map<FormatName, IPreviewResponse>();
  private _request: LatestRequest;
  private _state: IPreviewState = {
    format: null,
    response: null,
    error: null,
    isLoading: false
  };
  private _wanted: IWanted | null = null;
}
