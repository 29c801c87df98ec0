import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';

import type { ICatalogResponse } from './_generated/models';
import {
  dockerFormatIcon,
  exportIcon,
  notebookFormatIcon,
  requirementsFormatIcon,
  scriptFormatIcon
} from './icons';
import type { FormatName } from './tokens';

/**
 * A format as it is shown.
 */
export interface IFormatInfo {
  /**
   * The name, as in the REST API.
   */
  name: FormatName;

  /**
   * What it is called.
   */
  label: string;

  /**
   * What one gets, in one line.
   */
  description: string;

  /**
   * Its icon.
   */
  icon: LabIcon;
}

/**
 * The formats that every server has, in the order in which they are shown.
 *
 * @param trans - The translation bundle.
 */
export function builtinFormats(
  trans: TranslationBundle
): readonly IFormatInfo[] {
  return [
    {
      name: 'notebook',
      label: trans.__('Notebook'),
      description: trans.__('An .ipynb that opens at once and runs to the end'),
      icon: notebookFormatIcon
    },
    {
      name: 'python',
      label: trans.__('Python script'),
      description: trans.__(
        'One standalone .py with options, and what it needs'
      ),
      icon: scriptFormatIcon
    },
    {
      name: 'requirements',
      label: trans.__('Requirements'),
      description: trans.__(
        'An installable requirements.txt with your versions'
      ),
      icon: requirementsFormatIcon
    },
    {
      name: 'docker',
      label: trans.__('Docker'),
      description: trans.__('A folder to build an image from and to run it'),
      icon: dockerFormatIcon
    }
  ];
}

/**
 * All formats: the built-in ones, and what else the server offers.
 *
 * @param trans - The translation bundle.
 * @param catalog - The catalogue of the server, if it has been loaded.
 */
export function allFormats(
  trans: TranslationBundle,
  catalog: ICatalogResponse | null
): readonly IFormatInfo[] {
  const builtin = builtinFormats(trans);
  const names = new Set(builtin.map(format => format.name));
  const others = (catalog?.formats ?? []).filter(
    ({ name }) => !names.has(name)
  );
  return [
    ...builtin,
    ...others.map(format => ({ ...format, icon: exportIcon }))
  ];
}
