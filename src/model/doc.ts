import { JSONExt } from '@lumino/coreutils';
import type { ReadonlyJSONValue } from '@lumino/coreutils';

import type {
  IEnvironment,
  IParameter,
  IPatchOperation,
  IPipeline,
  IStep
} from '../_generated/models';
import { patchText } from './jsonPatch';
import * as pipelineEdits from './pipelineEdits';
import { blankText, keepIdentity, readPipeline } from './read';
import type { IUnreadable, ReadResult } from './read';
import * as stepEdits from './stepEdits';
import { TextDoc } from './textDoc';

/**
 * A pipeline document that can be shared, edited and undone.
 *
 * Its one truth is the text of the file. An edit changes no more of it than it
 * has to: the order of keys, unknown keys and the layout of other lines
 * survive, and a text that is no pipeline is kept as it is and cannot be
 * edited here.
 */
export class PipelineDoc extends TextDoc {
  /**
   * The pipeline with all defaults filled in, or null where the text is none.
   *
   * Parts that an edit did not concern stay the same objects.
   */
  get pipeline(): IPipeline | null {
    return this._read().pipeline;
  }

  /**
   * Why the text is no pipeline, or null where it is one.
   */
  get unreadable(): IUnreadable | null {
    return this._read().unreadable;
  }

  /**
   * Change the name of the pipeline.
   */
  setName(name: string): void {
    this._edit('name', text => pipelineEdits.setName(text, name));
  }

  /**
   * Change the description, Markdown; an empty one is removed.
   */
  setDescription(description: string): void {
    this._edit('description', text =>
      pipelineEdits.setDescription(text, description)
    );
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
    this._edit(null, text => stepEdits.addStep(text, step, index));
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
    this._edit(null, text => stepEdits.removeSteps(text, ids, replacements));
  }

  /**
   * Move a step.
   *
   * @param id - The step to move.
   * @param index - Where it shall be, counted without it.
   */
  moveStep(id: string, index: number): void {
    this._edit(null, text => stepEdits.moveStep(text, id, index));
  }

  /**
   * Insert a copy of a step right behind it.
   *
   * @param id - The step to copy.
   * @param copyId - The id of the copy.
   */
  duplicateStep(id: string, copyId: string): void {
    this._edit(null, text => stepEdits.duplicateStep(text, id, copyId));
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
    this._edit(typed ? key : null, text =>
      stepEdits.updateStep(text, id, patch)
    );
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
      stepEdits.setParam(text, id, name, value)
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
    this._edit(null, text => stepEdits.setInput(text, id, port, link));
  }

  /**
   * Change the id of a step, and the links to it.
   *
   * @param id - The present id.
   * @param newId - The new one.
   */
  renameStep(id: string, newId: string): void {
    this._edit(null, text => stepEdits.renameStep(text, id, newId));
  }

  /**
   * Add a parameter of the pipeline.
   *
   * @param parameter - The parameter.
   * @param index - Where it goes, at the end if left out.
   */
  addParameter(parameter: IParameter, index?: number): void {
    this._edit(null, text =>
      pipelineEdits.addParameter(text, parameter, index)
    );
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
      pipelineEdits.updateParameter(text, name, patch)
    );
  }

  /**
   * Remove a parameter; a step that referred to it gets its default as value.
   *
   * @param name - The parameter to remove.
   */
  removeParameter(name: string): void {
    this._edit(null, text => pipelineEdits.removeParameter(text, name));
  }

  /**
   * Move a parameter.
   *
   * @param name - The parameter to move.
   * @param index - Where it shall be, counted without it.
   */
  moveParameter(name: string, index: number): void {
    this._edit(null, text => pipelineEdits.moveParameter(text, name, index));
  }

  /**
   * Change parts of the environment; a part that equals its default is removed.
   *
   * @param patch - The new parts.
   */
  updateEnvironment(patch: Partial<IEnvironment>): void {
    const key = `environment/${Object.keys(patch).join('+')}`;
    this._edit(key, text => pipelineEdits.updateEnvironment(text, patch));
  }

  /**
   * Apply a JSON Patch as one edit.
   *
   * @param patch - The operations.
   *
   * @returns Whether it fits; otherwise nothing is changed.
   */
  applyPatch(patch: readonly IPatchOperation[]): boolean {
    if (this.unreadable) {
      return false;
    }
    let fits = false;
    this._edit(null, text => {
      const next = patchText(text, patch);
      fits = next !== null;
      return next ?? text;
    });
    return fits;
  }

  /**
   * Apply an edit of the text, if it is a pipeline.
   */
  private _edit(typing: string | null, edit: (text: string) => string): void {
    if (this.unreadable) {
      throw new Error('A document that is no pipeline cannot be edited');
    }
    const source = this.getSource();
    const text = source.trim() === '' ? blankText() : source;
    const next = edit(text);
    if (!JSONExt.deepEqual(JSON.parse(next), JSON.parse(text))) {
      this.write(next, typing);
    }
  }

  private _read(): ReadResult {
    const text = this.getSource();
    if (text !== this._readText) {
      this._result = keepIdentity(this._result, readPipeline(text));
      this._readText = text;
    }
    return this._result;
  }

  private _readText = '';
  private _result: ReadResult = readPipeline('');
}
