import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type {
  ICheckRequest,
  ICheckResponse,
  IProblem
} from '../_generated/models';
import { ApiError, messageOf } from '../api/request';
import type { IPipelineChecker, IPipelineExportClient } from '../tokens';
import { LatestRequest } from './latestRequest';
import type { IQuestion } from './latestRequest';
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
    const { client, model, source } = options;
    this._question = {
      ask: signal => client.check(source(), signal),
      onAnswer: answer => this._succeed(answer),
      onFailure: reason => this._fail(reason)
    };
    model.contentChanged.connect(this.schedule, this);
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
    return this._request.isDisposed;
  }

  /**
   * Dispose of the checker, and abort what it has asked for.
   */
  dispose(): void {
    if (!this.isDisposed) {
      this._request.dispose();
      Signal.clearData(this);
    }
  }

  /**
   * Check once the document rests.
   */
  schedule(): void {
    this._update({ state: 'checking' });
    this._request.schedule(this._question);
  }

  async refresh(): Promise<void> {
    if (this.isDisposed) {
      return;
    }
    this._update({ state: 'checking' });
    await this._request.send(this._question);
  }

  private _succeed({ problems }: ICheckResponse): void {
    this._problems = problems;
    this._update({ state: 'current' });
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

  private _update(change: {
    state: IPipelineChecker['state'];
    error?: string;
  }): void {
    this._state = change.state;
    this._error = change.error ?? null;
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _error: string | null = null;
  private _problems: readonly IProblem[] = [];
  private _question: IQuestion<ICheckResponse>;
  private _request = new LatestRequest(REST);
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
