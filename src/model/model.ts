import { YDocument } from '@jupyter/ydoc';
import type { FileChange, ISharedDocument } from '@jupyter/ydoc';
import type { IChangedArgs } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type {
  PartialJSONValue,
  ReadonlyPartialJSONValue
} from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { PipelineDoc } from './doc';

/**
 * The model of a pipeline document: what JupyterLab loads, saves and watches.
 */
export class PipelineModel implements DocumentRegistry.IModel {
  /**
   * Construct a model.
   *
   * @param options - The shared document of a collaborative session, if any.
   */
  constructor(options: DocumentRegistry.IModelOptions<ISharedDocument> = {}) {
    const { sharedModel } = options;
    this.collaborative = options.collaborationEnabled ?? false;
    this._given = sharedModel ?? null;
    // A drive for collaboration shares plain files: their text is ours too.
    this.sharedModel =
      sharedModel instanceof YDocument
        ? new PipelineDoc({ ydoc: sharedModel.ydoc })
        : new PipelineDoc();
    this.sharedModel.changed.connect(this._onChanged, this);
  }

  /**
   * Whether others edit the same document.
   */
  readonly collaborative: boolean;

  /**
   * A pipeline runs no kernel.
   */
  readonly defaultKernelLanguage = '';

  /**
   * A pipeline runs no kernel.
   */
  readonly defaultKernelName = '';

  /**
   * The document itself, with all its edits.
   */
  readonly sharedModel: PipelineDoc;

  /**
   * A signal emitted when the content of the document changes.
   */
  get contentChanged(): ISignal<this, void> {
    return this._contentChanged;
  }

  /**
   * A signal emitted when the document becomes dirty, clean or read-only.
   */
  get stateChanged(): ISignal<this, IChangedArgs<unknown>> {
    return this._stateChanged;
  }

  /**
   * Whether the content differs from that of the file.
   */
  get dirty(): boolean {
    return this.sharedModel.dirty;
  }
  set dirty(value: boolean) {
    if (value !== this.dirty) {
      this.sharedModel.dirty = value;
    }
  }

  /**
   * Whether the document must not be edited.
   */
  get readOnly(): boolean {
    return this._readOnly;
  }
  set readOnly(newValue: boolean) {
    const oldValue = this._readOnly;
    if (newValue !== oldValue) {
      this._readOnly = newValue;
      this._stateChanged.emit({ name: 'readOnly', oldValue, newValue });
    }
  }

  /**
   * Whether the model is disposed.
   */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Dispose of the model with its document.
   */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.sharedModel.dispose();
    // Its drive waits for this to leave the session.
    this._given?.dispose();
    Signal.clearData(this);
  }

  /**
   * Get the text to save.
   */
  toString(): string {
    return this.sharedModel.getSource();
  }

  /**
   * Take the text of the file.
   *
   * @param value - The text, whatever it is; a byte order mark is left out, as
   * the server does, for it is no part of JSON.
   */
  fromString(value: string): void {
    this.sharedModel.setSource(value.replace(/^\uFEFF/, ''));
    this.sharedModel.markSaved();
  }

  /**
   * Get the document as a JSON value; null where the text is no JSON.
   */
  toJSON(): PartialJSONValue {
    try {
      return JSON.parse(this.toString()) as PartialJSONValue;
    } catch {
      return null;
    }
  }

  /**
   * Take a JSON value as the document.
   *
   * @param value - The value.
   */
  fromJSON(value: ReadonlyPartialJSONValue): void {
    this.fromString(JSON.stringify(value, null, 2) + '\n');
  }

  private _onChanged(_: PipelineDoc, change: FileChange): void {
    if (change.sourceChange) {
      this._contentChanged.emit();
    }
    for (const { name, oldValue, newValue } of change.stateChange ?? []) {
      this._stateChanged.emit({ name, oldValue, newValue });
    }
  }

  private _contentChanged = new Signal<this, void>(this);
  private _given: ISharedDocument | null;
  private _isDisposed = false;
  private _readOnly = false;
  private _stateChanged = new Signal<this, IChangedArgs<unknown>>(this);
}
