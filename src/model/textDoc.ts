import { YDocument } from '@jupyter/ydoc';
import type { FileChange } from '@jupyter/ydoc';
import type { JSONValue } from '@lumino/coreutils';
import type * as Y from 'yjs';

import { replaceText } from './replaceText';

/**
 * How long a pause ends one undo step while somebody types, in milliseconds.
 */
const TYPING_PAUSE = 1000;

/**
 * A text that can be shared, edited and undone, and that knows whether it is
 * what the file holds.
 *
 * Other tools share the same Yjs text as a plain file.
 */
export abstract class TextDoc extends YDocument<FileChange> {
  /**
   * Construct a document without text.
   *
   * @param options - The Yjs document to work on, if there is one already.
   */
  constructor(options: YDocument.IOptions = {}) {
    super(options);
    this._ysource = this.ydoc.getText('source');
    this._text = this._ysource.toString();
    this._savedText = this._text;
    this.undoManager.captureTimeout = TYPING_PAUSE;
    this.undoManager.addToScope(this._ysource);
    this._ysource.observe(this._onSourceChanged);
    this.ystate.observe(this._onSaved);
  }

  /**
   * Version of the shared representation.
   */
  readonly version = '1.0.0';

  /**
   * Dispose of the resources held by the document.
   */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._ysource.unobserve(this._onSourceChanged);
    this.ystate.unobserve(this._onSaved);
    super.dispose();
  }

  /**
   * Get the text of the document as it would be saved.
   */
  getSource(): string {
    return this._text;
  }

  /**
   * Replace the text of the document.
   *
   * @param value - The text, or a JSON value to be written as text.
   */
  setSource(value: JSONValue | string): void {
    const text =
      typeof value === 'string' ? value : JSON.stringify(value, null, 2) + '\n';
    this.write(text, null);
  }

  /**
   * Declare the present text to be what the file holds.
   */
  markSaved(): void {
    this._savedText = this._text;
    this.dirty = false;
  }

  /**
   * Undo the last edit.
   *
   * @returns Whether there was one.
   */
  override undo(): boolean {
    return this.undoManager.undo() !== null;
  }

  /**
   * Redo the edit that was undone last.
   *
   * @returns Whether there was one.
   */
  override redo(): boolean {
    return this.undoManager.redo() !== null;
  }

  /**
   * Make several edits one step of the undo history and one change.
   *
   * @param edit - Makes the edits.
   */
  gesture(edit: () => void): void {
    this._beginGesture(null);
    this.transact(edit);
    this._typing = null;
  }

  /**
   * Write another text.
   *
   * @param text - The text.
   * @param typing - The field that is typed into: edits of the same one, each
   * soon after the other, are one step of the undo history. Null for an edit
   * that is a step of its own.
   */
  protected write(text: string, typing: string | null): void {
    if (text === this._text) {
      return;
    }
    this._beginGesture(typing);
    this.transact(() => {
      replaceText(this._ysource, this._text, text);
      this._text = text;
    });
  }

  private _beginGesture(typing: string | null): void {
    if (typing === null || typing !== this._typing) {
      this.undoManager.stopCapturing();
    }
    this._typing = typing;
  }

  private _onSourceChanged = (event: Y.YTextEvent): void => {
    this._text = this._ysource.toString();
    this.dirty = this._text !== this._savedText;
    this._changed.emit({
      sourceChange: event.changes.delta as FileChange['sourceChange']
    });
  };

  private _onSaved = (event: Y.YMapEvent<unknown>): void => {
    if (event.keysChanged.has('dirty') && !this.dirty) {
      this._savedText = this._text;
    }
  };

  private _savedText: string;
  private _text: string;
  private _typing: string | null = null;
  private _ysource: Y.Text;
}
