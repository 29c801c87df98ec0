import { PathExt } from '@jupyterlab/coreutils';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';

import type { ICheckRequest, OnConflict, Pins } from '../_generated/models';
import type { FormatName } from '../tokens';
import type { IExportChoice } from './choice';

/**
 * The settings of exports, as the schema `export.json` has them.
 */
export interface IExportSettings {
  /**
   * The folder for artifacts, relative to that of the document.
   */
  folder: string;

  /**
   * The Python version; empty to leave it to the document.
   */
  python: string;

  /**
   * How versions are pinned; empty to leave it to the document.
   */
  pins: Pins | '';

  /**
   * What to do where a file is in the way.
   */
  onConflict: OnConflict;

  /**
   * Whether a notebook is opened after its export.
   */
  openAfterExport: boolean;
}

/**
 * The settings where none can be read.
 */
export const DEFAULT_SETTINGS: IExportSettings = {
  folder: '',
  python: '',
  pins: '',
  onConflict: 'fail',
  openAfterExport: true
};

/**
 * Read the settings of exports.
 *
 * @param settings - The settings of the plug-in, if there are any.
 */
export function readSettings(
  settings: ISettingRegistry.ISettings | null
): IExportSettings {
  return {
    ...DEFAULT_SETTINGS,
    ...(settings?.composite as Partial<IExportSettings> | undefined)
  };
}

/**
 * What is chosen before the user chooses anything.
 *
 * @param settings - The settings.
 * @param format - The format.
 * @param path - The document, if it is known.
 */
export function defaultChoice(
  settings: IExportSettings,
  format: FormatName,
  path: ICheckRequest['path']
): IExportChoice {
  const folder = settings.folder.trim();
  const home = path ? PathExt.dirname(path) : '';
  return {
    format,
    python: settings.python || null,
    pins: settings.pins || null,
    kernel: null,
    directory: folder ? PathExt.join(home, folder) : null,
    onConflict: settings.onConflict,
    devRequirements: false,
    gpu: false
  };
}
