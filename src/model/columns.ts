import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { ICheckRequest, IColumnsResponse } from '../_generated/models';
import type { IPipelineColumns, IPipelineExportClient } from '../tokens';
import { LatestRequest } from './latestRequest';
import type { IQuestion } from './latestRequest';
import type { PipelineModel } from './model';

/**
 * How long a document must rest before its columns are asked for, in
 * milliseconds.
 */
const REST = 500;

/**
 * What is known of a pipeline without tables.
 */
const NOTHING: IColumnsResponse = { tables: {}, choices: {}, problems: [] };

/**
 * Keeps the columns of a document's tables up to date.
 */
export class PipelineColumns implements IPipelineColumns, IDisposable {
  /**
   * Construct a loader, which begins with the first change.
   *
   * @param options - What to ask for, and whom.
   */
  constructor(options: PipelineColumns.IOptions) {
    const { client, model, source } = options;
    this._model = model;
    this._question = {
      ask: signal => client.columns(source(), signal),
      onAnswer: answer => this._take(answer),
      // What was known before is still the best there is to choose from.
      onFailure: () => undefined
    };
    model.contentChanged.connect(this.schedule, this);
  }

  get known(): IColumnsResponse {
    return this._known;
  }

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
   * Ask once the document rests.
   */
  schedule(): void {
    if (this._hasTables()) {
      this._request.schedule(this._question);
    }
  }

  async refresh(): Promise<void> {
    if (this._hasTables()) {
      await this._request.send(this._question);
    }
  }

  /**
   * Whether there is something to ask for; otherwise nothing is known.
   */
  private _hasTables(): boolean {
    const hasSteps = Boolean(this._model.sharedModel.pipeline?.steps.length);
    if (!hasSteps) {
      this._request.abort();
      this._take(NOTHING);
    }
    return hasSteps;
  }

  private _take(known: IColumnsResponse): void {
    if (known !== this._known) {
      this._known = known;
      this._changed.emit();
    }
  }

  private _changed = new Signal<this, void>(this);
  private _known = NOTHING;
  private _model: PipelineModel;
  private _question: IQuestion<IColumnsResponse>;
  private _request = new LatestRequest(REST);
}

/**
 * A namespace for `PipelineColumns` statics.
 */
export namespace PipelineColumns {
  /**
   * The options of a loader.
   */
  export interface IOptions {
    /**
     * Asks the server.
     */
    client: Pick<IPipelineExportClient, 'columns'>;

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
