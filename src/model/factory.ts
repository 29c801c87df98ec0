import type { ISharedDocument } from '@jupyter/ydoc';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';

import { pipelineIcon } from '../icons';
import { PipelineModel } from './model';

/**
 * What the name of a pipeline document ends with.
 */
export const PIPELINE_EXTENSION = '.pipeline.json';

/**
 * Name of the file type of pipeline documents.
 */
export const PIPELINE_FILE_TYPE = 'pipeline';

/**
 * Name of the model factory of pipeline documents.
 */
export const PIPELINE_MODEL = 'pipeline-model';

/**
 * Whether a path is that of a pipeline document.
 *
 * @param path - A path or a name.
 */
export function isPipelinePath(path: string): boolean {
  return path.toLowerCase().endsWith(PIPELINE_EXTENSION);
}

/**
 * The file type of pipeline documents.
 *
 * @param trans - The translation bundle.
 */
export function pipelineFileType(
  trans: TranslationBundle
): Partial<DocumentRegistry.IFileType> & { name: string } {
  return {
    name: PIPELINE_FILE_TYPE,
    displayName: trans.__('Pipeline'),
    extensions: [PIPELINE_EXTENSION],
    mimeTypes: ['application/json'],
    contentType: 'file',
    fileFormat: 'text',
    icon: pipelineIcon
  };
}

/**
 * Makes the models of pipeline documents.
 */
export class PipelineModelFactory implements DocumentRegistry.IModelFactory<PipelineModel> {
  readonly collaborative = true;
  readonly contentType = 'file';
  readonly fileFormat = 'text';
  readonly name = PIPELINE_MODEL;

  /**
   * Whether the factory is disposed.
   */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Dispose of the factory.
   */
  dispose(): void {
    this._isDisposed = true;
  }

  /**
   * Make a model.
   *
   * @param options - The shared document of a collaborative session, if any.
   */
  createNew(
    options?: DocumentRegistry.IModelOptions<ISharedDocument>
  ): PipelineModel {
    return new PipelineModel(options);
  }

  /**
   * A pipeline prefers no kernel language.
   */
  preferredLanguage(): string {
    return '';
  }

  private _isDisposed = false;
}
