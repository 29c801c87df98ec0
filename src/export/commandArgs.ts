import type { TranslationBundle } from '@jupyterlab/translation';
import type {
  ReadonlyJSONObject,
  ReadonlyPartialJSONObject
} from '@lumino/coreutils';

import type { OnConflict, Pins } from '../_generated/models';
import type { FormatName } from '../tokens';
import type { IExportChoice } from './choice';
import type { ISourceArgs } from './source';

/**
 * The arguments of a command that exports.
 */
export interface IExportArgs extends ISourceArgs {
  /**
   * The format, if one is named.
   */
  format?: FormatName;

  /**
   * What the arguments choose.
   */
  choice: Partial<IExportChoice>;
}

/**
 * Read the arguments of a command that exports; one of a wrong type counts as
 * left out.
 *
 * @param args - The arguments.
 */
export function readExportArgs(args: ReadonlyPartialJSONObject): IExportArgs {
  const text = (name: string): string | undefined => {
    const value = args[name];
    return typeof value === 'string' ? value : undefined;
  };
  const path = text('path');
  const format = text('format');
  const directory = text('directory');
  const python = text('python');
  const pins = text('pins') as Pins | undefined;
  const kernel = text('kernel');
  const onConflict = text('onConflict') as OnConflict | undefined;
  return {
    ...(path === undefined ? {} : { path }),
    ...(args.selected === true ? { selected: true } : {}),
    ...(format === undefined ? {} : { format }),
    choice: {
      ...(directory === undefined ? {} : { directory }),
      ...(python === undefined ? {} : { python }),
      ...(pins === undefined ? {} : { pins }),
      ...(kernel === undefined ? {} : { kernel }),
      ...(onConflict === undefined ? {} : { onConflict })
    }
  };
}

/**
 * The JSON Schema of the arguments of a command that exports.
 *
 * @param trans - The translation bundle.
 * @param hasFormat - Whether the format is one of them.
 */
export function exportArgsSchema(
  trans: TranslationBundle,
  hasFormat: boolean
): ReadonlyJSONObject {
  return {
    type: 'object',
    properties: {
      path: {
        type: 'string',
        title: trans.__('Document'),
        description: trans.__(
          'The path of a pipeline document, open or not; the current one if left out'
        )
      },
      selected: {
        type: 'boolean',
        title: trans.__('Export the documents selected in the file browser')
      },
      ...(hasFormat ? { format: formatSchema(trans) } : {}),
      directory: {
        type: 'string',
        title: trans.__('Folder for the artifacts')
      },
      python: { type: 'string', title: trans.__('Python version') },
      pins: {
        title: trans.__('How versions are pinned'),
        oneOf: [
          { const: 'exact', title: trans.__('Exact (==)') },
          { const: 'compatible', title: trans.__('Compatible (~=)') },
          { const: 'minimum', title: trans.__('At least (>=)') },
          { const: 'none', title: trans.__('Any') }
        ]
      },
      kernel: { type: 'string', title: trans.__('Name of the kernel') },
      onConflict: {
        title: trans.__('If a file is in the way'),
        oneOf: [
          { const: 'fail', title: trans.__('Ask') },
          { const: 'rename', title: trans.__('Keep both') },
          { const: 'overwrite', title: trans.__('Overwrite') }
        ]
      },
      isMenu: {
        type: 'boolean',
        title: trans.__('Whether the label is that of a menu')
      }
    }
  };
}

function formatSchema(trans: TranslationBundle): ReadonlyJSONObject {
  return {
    title: trans.__('Format'),
    description: trans.__('Export at once, without the dialog'),
    oneOf: [
      { const: 'notebook', title: trans.__('Notebook') },
      { const: 'python', title: trans.__('Python script') },
      { const: 'requirements', title: trans.__('Requirements') },
      { const: 'docker', title: trans.__('Docker') }
    ]
  };
}
