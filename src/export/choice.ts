import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';

import type {
  ICheckRequest,
  IExportOptions,
  IExportRequest,
  IPreviewRequest,
  OnConflict,
  Pins
} from '../_generated/models';
import type { FormatName } from '../tokens';

/**
 * What a user chose for an export.
 */
export interface IExportChoice {
  /**
   * The format.
   */
  format: FormatName;

  /**
   * The Python version of the artifacts; null leaves it to the document.
   */
  python: string | null;

  /**
   * How versions are pinned; null leaves it to the document.
   */
  pins: Pins | null;

  /**
   * The kernel whose environment gives the versions; null leaves it to the
   * document.
   */
  kernel: string | null;

  /**
   * The folder for the artifacts; null for that of the document.
   */
  directory: string | null;

  /**
   * What to do where a file is in the way; `fail` asks the user.
   */
  onConflict: OnConflict;

  /**
   * Whether to add the tools to develop the artifacts.
   */
  devRequirements: boolean;

  /**
   * Whether the Docker bundle reserves a GPU.
   */
  gpu: boolean;
}

/**
 * What to ask the server for in order to see what an export would give.
 *
 * @param source - The pipeline.
 * @param choice - What the user chose.
 */
export function previewRequest(
  source: ICheckRequest,
  choice: IExportChoice
): IPreviewRequest {
  const { devRequirements, directory, gpu, kernel, pins, python } = choice;
  const options: IExportOptions = {
    ...(python === null ? {} : { python }),
    ...(pins === null ? {} : { pins }),
    ...(kernel === null ? {} : { kernel }),
    ...(devRequirements ? { dev_requirements: true } : {}),
    ...(gpu ? { gpu: true } : {})
  };
  return { ...source, options, ...(directory === null ? {} : { directory }) };
}

/**
 * What to ask the server for in order to export.
 *
 * @param source - The pipeline.
 * @param choice - What the user chose.
 */
export function exportRequest(
  source: ICheckRequest,
  choice: IExportChoice
): IExportRequest {
  return { ...previewRequest(source, choice), on_conflict: choice.onConflict };
}

/**
 * Remembers what the user chose last.
 */
export class ChoiceMemory {
  /**
   * Construct a memory.
   *
   * @param state - Where it is kept; null to keep it for this page only.
   */
  constructor(state: IStateDB | null) {
    this._state = state;
  }

  /**
   * Recall the last choice, as far as it is there.
   *
   * @param path - The document; the folder is that of the last choice only if
   * it was for the same document.
   */
  async recall(path: ICheckRequest['path']): Promise<Partial<IExportChoice>> {
    let entry: unknown = this._last;
    if (!entry && this._state) {
      try {
        entry = await this._state.fetch(KEY);
      } catch (error) {
        console.warn('The last choice of an export could not be read', error);
      }
    }
    return isEntry(entry)
      ? {
          ...entry.choice,
          directory: entry.path === (path ?? '') ? entry.choice.directory : null
        }
      : {};
  }

  /**
   * Remember a choice.
   *
   * @param choice - The choice.
   * @param path - The document that it was made for.
   */
  async remember(
    choice: IExportChoice,
    path: ICheckRequest['path']
  ): Promise<void> {
    this._last = { choice, path: path ?? '' };
    const value = this._last as unknown as ReadonlyPartialJSONValue;
    await this._state?.save(KEY, value);
  }

  private _last: IEntry | null = null;
  private _state: IStateDB | null;
}

const KEY = 'jupyterlab-pipeline-export:last-choice';

interface IEntry {
  choice: IExportChoice;
  path: string;
}

function isEntry(value: unknown): value is IEntry {
  const { choice, path } = (value ?? {}) as Partial<IEntry>;
  return (
    typeof choice === 'object' &&
    choice !== null &&
    typeof choice.format === 'string' &&
    typeof path === 'string'
  );
}
