import { YDocument } from '@jupyter/ydoc';
import type { FileChange } from '@jupyter/ydoc';
import { JSONExt } from '@lumino/coreutils';
import type { JSONValue, ReadonlyJSONValue } from '@lumino/coreutils';
import type * as Y from 'yjs';

import type {
  IEnvironment,
  IParameter,
  IPipeline,
  IStep
} from '../_generated/models';
import * as edits from './edits';
import { blankText, keepIdentity, readPipeline } from './read';
import type { IUnreadable, ReadResult } from './read';
import { replaceText } from './replaceText';

/**
 * How long a pause ends one undo step while somebody types, in milliseconds.
 */
const TYPING_PAUSE = 1000;

/**
 * A pipeline document that can be shared, edited and undone.
 *
 * Its one truth is the text of the file. An edit changes no more of it than it
 * has to: the order of keys, unknown keys and the layout of other lines
 * survive, and a text that is no pipeline is kept as it is and cannot be
 * edited here. Being a plain text it is also what other tools share as a file.
 */
export class PipelineDoc extends YDocument<FileChange> {
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
   * The pipeline with all defaults filled in, or null where the text is none.
   *
   * Parts that an edit did not concern stay the same objects.
   */
  get pipeline(): IPipeline | null {
    return this._readText().pipeline;
  }

  /**
   * Why the text is no pipeline, or null where it is one.
   */
  get unreadable(): IUnreadable | null {
    return this._readText().unreadable;
  }

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
    this._write(text, null);
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
   * Change the name of the pipeline.
   */
  setName(name: string): void {
    this._edit('name', text => edits.setName(text, name));
  }

  /**
   * Change the description, Markdown; an empty one is removed.
   */
  setDescription(description: string): void {
    this._edit('description', text => edits.setDescription(text, description));
  }

  /**
   * Add a step.
   *
   * @param step - The step; parts that equal their default are not written.
   * @param index - Where it goes, at the end if left out.
   */
  addStep(
    step: Partial<IStep> & Pick<IStep, 'id' | 'component'>,
    index?: number
  ): void {
    this._edit(null, text => edits.addStep(text, step, index));
  }

  /**
   * Remove steps, with the links to them.
   *
   * @param ids - The steps to remove.
   * @param replacements - Links to take instead of those to the steps.
   */
  removeSteps(
    ids: readonly string[],
    replacements: ReadonlyMap<string, string> = new Map()
  ): void {
    this._edit(null, text => edits.removeSteps(text, ids, replacements));
  }

  /**
   * Move a step.
   *
   * @param id - The step to move.
   * @param index - Where it shall be, counted without it.
   */
  moveStep(id: string, index: number): void {
    this._edit(null, text => edits.moveStep(text, id, index));
  }

  /**
   * Insert a copy of a step right behind it.
   *
   * @param id - The step to copy.
   * @param copyId - The id of the copy.
   */
  duplicateStep(id: string, copyId: string): void {
    this._edit(null, text => edits.duplicateStep(text, id, copyId));
  }

  /**
   * Change parts of a step; a part that equals its default is removed.
   *
   * @param id - The step to change.
   * @param patch - The new parts.
   */
  updateStep(
    id: string,
    patch: Partial<Pick<IStep, 'title' | 'note' | 'enabled' | 'component'>>
  ): void {
    const typed = 'title' in patch || 'note' in patch;
    const key = `step/${id}/${Object.keys(patch).join('+')}`;
    this._edit(typed ? key : null, text => edits.updateStep(text, id, patch));
  }

  /**
   * Change a parameter of a step.
   *
   * @param id - The step.
   * @param name - The parameter.
   * @param value - The new value; undefined removes it, so that the default of
   * the component holds.
   */
  setParam(
    id: string,
    name: string,
    value: ReadonlyJSONValue | undefined
  ): void {
    const typed = value !== undefined && typeof value !== 'boolean';
    this._edit(typed ? `param/${id}/${name}` : null, text =>
      edits.setParam(text, id, name, value)
    );
  }

  /**
   * Link an input of a step.
   *
   * @param id - The step.
   * @param port - The input.
   * @param link - `step.port`, or a list of those where the input takes many;
   * undefined leaves the input without a link.
   */
  setInput(
    id: string,
    port: string,
    link: string | readonly string[] | undefined
  ): void {
    this._edit(null, text => edits.setInput(text, id, port, link));
  }

  /**
   * Change the id of a step, and the links to it.
   *
   * @param id - The present id.
   * @param newId - The new one.
   */
  renameStep(id: string, newId: string): void {
    this._edit(null, text => edits.renameStep(text, id, newId));
  }

  /**
   * Add a parameter of the pipeline.
   *
   * @param parameter - The parameter.
   * @param index - Where it goes, at the end if left out.
   */
  addParameter(parameter: IParameter, index?: number): void {
    this._edit(null, text => edits.addParameter(text, parameter, index));
  }

  /**
   * Change parts of a parameter; steps that refer to it follow a new name.
   *
   * @param name - The present name.
   * @param patch - The new parts.
   */
  updateParameter(name: string, patch: Partial<IParameter>): void {
    const typed = 'default' in patch || 'description' in patch;
    const key = `parameter/${name}/${Object.keys(patch).join('+')}`;
    this._edit(typed ? key : null, text =>
      edits.updateParameter(text, name, patch)
    );
  }

  /**
   * Remove a parameter; a step that referred to it gets its default as value.
   *
   * @param name - The parameter to remove.
   */
  removeParameter(name: string): void {
    this._edit(null, text => edits.removeParameter(text, name));
  }

  /**
   * Move a parameter.
   *
   * @param name - The parameter to move.
   * @param index - Where it shall be, counted without it.
   */
  moveParameter(name: string, index: number): void {
    this._edit(null, text => edits.moveParameter(text, name, index));
  }

  /**
   * Change parts of the environment; a part that equals its default is removed.
   *
   * @param patch - The new parts.
   */
  updateEnvironment(patch: Partial<IEnvironment>): void {
    const key = `environment/${Object.keys(patch).join('+')}`;
    this._edit(key, text => edits.updateEnvironment(text, patch));
  }

  /**
   * Apply an edit of the text, if it is a pipeline.
   *
   * @param typing - The field that is typed into: edits of the same one, each
   * soon after the other, are one step of the undo history. Null for an edit
   * that is a step of its own.
   */
  private _edit(typing: string | null, edit: (text: string) => string): void {
    if (this.unreadable) {
      throw new Error('A document that is no pipeline cannot be edited');
    }
    const text = this._text.trim() === '' ? blankText() : this._text;
    const next = edit(text);
    if (!JSONExt.deepEqual(JSON.parse(next), JSON.parse(text))) {
      this._write(next, typing);
    }
  }

  private _write(text: string, typing: string | null): void {
    if (text === this._text) {
      return;
    }
    this._beginGesture(typing);
    this.transact(() => {
      replaceText(this._ysource, this._text, text);
      this._take(text);
    });
  }

  private _beginGesture(typing: string | null): void {
    if (typing === null || typing !== this._typing) {
      this.undoManager.stopCapturing();
    }
    this._typing = typing;
  }

  private _take(text: string): void {
    this._text = text;
    this._stale = true;
  }

  private _readText(): ReadResult {
    if (this._stale) {
      const next = readPipeline(this._text);
      this._result = keepIdentity(this._result, next);
      this._stale = false;
    }
    return this._result;
  }

  private _onSourceChanged = (event: Y.YTextEvent): void => {
    this._take(this._ysource.toString());
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

  private _result: ReadResult = readPipeline('');
  private _savedText: string;
  private _stale = true;
  private _text: string;
  private _typing: string | null = null;
  private _ysource: Y.Text;
}
