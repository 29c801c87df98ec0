import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { ICheckRequest, IProblem } from '../_generated/models';
import type { IPipelineContext, IPipelineExportClient } from '../tokens';
import { PipelineChecker } from './checker';
import { PipelineColumns } from './columns';
import type { PipelineModel } from './model';
import { blankText } from './read';

/**
 * An open pipeline document, for all views of it.
 */
export class PipelineContext implements IPipelineContext, IDisposable {
  /**
   * Construct the context of a document.
   *
   * @param options - The document, and what it needs.
   */
  constructor(options: PipelineContext.IOptions) {
    const { client, contents, context } = options;
    this._contents = contents;
    this._context = context;
    this.model = context.model;
    this.checker = new PipelineChecker({
      client,
      model: this.model,
      source: () => this.source()
    });
    this.columns = new PipelineColumns({
      client,
      model: this.model,
      source: () => this.source()
    });
    this.ready = context.ready.then(() => {
      void this.columns.refresh();
      return this.checker.refresh();
    });
    context.pathChanged.connect(this._onPathChanged, this);
    contents.fileChanged.connect(this._onFileChanged, this);
    this.model.contentChanged.connect(this._onContentChanged, this);
  }

  readonly checker: PipelineChecker;
  readonly columns: PipelineColumns;
  readonly model: PipelineModel;
  readonly ready: Promise<void>;

  get path(): string {
    return this._contents.localPath(this._context.path);
  }

  get pathChanged(): ISignal<this, string> {
    return this._pathChanged;
  }

  get selectedStep(): string | null {
    return this._selectedStep;
  }
  set selectedStep(value: string | null) {
    if (value !== this._selectedStep) {
      this._selectedStep = value;
      this._selectedStepChanged.emit(value);
    }
  }

  get selectedStepChanged(): ISignal<this, string | null> {
    return this._selectedStepChanged;
  }

  /**
   * Whether the context is disposed.
   */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Dispose of the context; the model belongs to the document.
   */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.checker.dispose();
    this.columns.dispose();
    Signal.clearData(this);
  }

  applyFix(problem: IProblem): boolean {
    const { problems, state } = this.checker;
    const isPresent = state === 'current' && problems.includes(problem);
    const isApplied =
      isPresent &&
      problem.fix !== null &&
      this.model.sharedModel.applyPatch(problem.fix.patch);
    if (!isApplied) {
      // What can be mended now is another matter.
      void this.checker.refresh();
    }
    return isApplied;
  }

  refresh(): void {
    void this.checker.refresh();
    void this.columns.refresh();
  }

  source(): ICheckRequest {
    const text = this.model.toString();
    const isBlank = text.trim() === '';
    return { document: isBlank ? blankText() : text, path: this.path };
  }

  private _onPathChanged(): void {
    this._pathChanged.emit(this.path);
    this.refresh();
  }

  /**
   * What tables hold may have changed with any file but the document itself.
   */
  private _onFileChanged(
    _: unknown,
    { newValue, oldValue }: Contents.IChangedArgs
  ): void {
    const paths = [newValue?.path, oldValue?.path];
    if (!paths.includes(this._context.path)) {
      this.checker.schedule();
      this.columns.schedule();
    }
  }

  private _onContentChanged(): void {
    const { pipeline } = this.model.sharedModel;
    const exists = pipeline?.steps.some(({ id }) => id === this._selectedStep);
    if (!exists) {
      this.selectedStep = null;
    }
  }

  private _contents: PipelineContext.IOptions['contents'];
  private _context: DocumentRegistry.IContext<PipelineModel>;
  private _isDisposed = false;
  private _pathChanged = new Signal<this, string>(this);
  private _selectedStep: string | null = null;
  private _selectedStepChanged = new Signal<this, string | null>(this);
}

/**
 * A namespace for `PipelineContext` statics.
 */
export namespace PipelineContext {
  /**
   * The options of a context.
   */
  export interface IOptions {
    /**
     * Asks the server.
     */
    client: Pick<IPipelineExportClient, 'check' | 'columns'>;

    /**
     * Knows the drives, whose names the server must not see, and tells when
     * files change.
     */
    contents: Pick<Contents.IManager, 'fileChanged' | 'localPath'>;

    /**
     * The document.
     */
    context: DocumentRegistry.IContext<PipelineModel>;
  }
}
