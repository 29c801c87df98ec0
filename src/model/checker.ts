import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { ICheckRequest, IProblem } from '../_generated/models';
import { ApiError, isAbort, messageOf } from '../api/request';
import type { IPipelineChecker, IPipelineExportClient } from '../tokens';
import type { PipelineModel } from './model';

/**
 * How long a document must rest before it is checked, in milliseconds.
 */
const REST = 400;

/**
 * Checks what is on screen whenever it has changed.
 */
export class PipelineChecker implements IPipelineChecker, IDisposable {
  /**
   * Construct a checker, which begins with the first change.
   *
   * @param options - What to check, and how.
   */
  constructor(options: PipelineChecker.IOptions) {
    this._client = options.client;
    this._model = options.model;
    this._source = options.source;
    this._debouncer = new Debouncer(() => this.refresh(), REST);
    this._model.contentChanged.connect(this._onContentChanged, this);
  }

  get problems(): readonly IProblem[] {
    return this._problems;
  }

  get state(): IPipelineChecker['state'] {
    return this._state;
  }

  get error(): string | null {
    return this._error;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /**
   * Whether the checker is disposed.
   */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Dispose of the checker, and abort what it has asked for.
   */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._running?.abort();
    this._debouncer.dispose();
    Signal.clearData(this);
  }

  async refresh(): Promise<void> {
    if (this._isDisposed) {
      return;
    }
    this._running?.abort();
    const running = new AbortController();
    this._running = running;
    this._update({ state: 'checking' });
    try {
      const source = this._source();
      const { problems } = await this._client.check(source, running.signal);
      if (running === this._running) {
        this._problems = problems;
        this._update({ state: 'current' });
      }
    } catch (reason) {
      // An aborted check was overtaken by a later one, which will tell.
      if (running === this._running && !isAbort(reason)) {
        this._fail(reason);
      }
    }
  }

  private _fail(reason: unknown): void {
    if (reason instanceof ApiError && reason.problems.length > 0) {
      // Refused as a whole, say as too large: that is a result, too.
      this._problems = reason.problems;
      this._update({ state: 'current' });
    } else {
      this._update({ state: 'failed', error: messageOf(reason) });
    }
  }

  private _onContentChanged(): void {
    this._update({ state: 'checking' });
    void this._debouncer.invoke().catch(() => {
      // The debouncer was disposed of with the document.
    });
  }

  private _update(change: {
    state: IPipelineChecker['state'];
    error?: string;
  }): void {
    if (this._isDisposed) {
      return;
    }
    this._state = change.state;
    this._error = change.error ?? null;
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _client: Pick<IPipelineExportClient, 'check'>;
  private _debouncer: Debouncer<void>;
  private _error: string | null = null;
  private _isDisposed = false;
  private _model: PipelineModel;
  private _problems: readonly IProblem[] = [];
  private _running: AbortController | null = null;
  private _source: () => ICheckRequest;
  private _state: IPipelineChecker['state'] = 'checking';
}

/**
 * A namespace for `PipelineChecker` statics.
 */
export namespace PipelineChecker {
  /**
   * The options of a checker.
   */
  export interface IOptions {
    /**
     * Asks the server.
     */
    client: Pick<IPipelineExportClient, 'check'>;

    /**
     * The model to watch.
     */
    model: PipelineModel;

    /**
     * Says what to send.
     */
    source: () => ICheckRequest;
  }
}
