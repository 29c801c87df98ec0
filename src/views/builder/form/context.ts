import type { TranslationBundle } from '@jupyterlab/translation';

import type { IParameter, IProblem } from '../../../_generated/models';
import { NO_CHOICE } from '../../../builder/columnChoices';
import type { IColumnChoice } from '../../../builder/columnChoices';

/**
 * What the fields of a step's form need besides their value, as
 * `formContext` of the form.
 */
export interface IFormContext {
  /**
   * Let the user choose a file: resolves to its path relative to the pipeline,
   * or null where none was chosen.
   */
  browse: () => Promise<string | null>;

  /**
   * The columns that each setting may name. No function, for the form takes
   * all functions for equal and would not be drawn again.
   */
  columns: ReadonlyMap<string, IColumnChoice>;

  /**
   * The names of the settings that stand under further options.
   */
  folded: ReadonlySet<string>;

  /**
   * Called with the parameter of the pipeline that a setting shall take its
   * value from, or null for a value of its own.
   */
  onReference: (name: string, parameter: string | null) => void;

  /**
   * Called when the value of a setting shall become a parameter of the
   * pipeline.
   */
  onPromote: (name: string) => void;

  /**
   * The parameters of the pipeline.
   */
  parameters: readonly IParameter[];

  /**
   * The problems of each setting.
   */
  problems: ReadonlyMap<string, readonly IProblem[]>;

  /**
   * The parameter of the pipeline that each setting takes its value from.
   */
  references: ReadonlyMap<string, string>;

  /**
   * The settings that the component cannot do without.
   */
  required: ReadonlySet<string>;

  /**
   * The translation bundle.
   */
  trans: TranslationBundle;
}

/**
 * The name of the setting that a field of the form belongs to, or null for the
 * form itself and for parts of a setting.
 *
 * @param id - The id that the form gave the field: its prefix, then the way
 * down with `/` between.
 */
export function settingOf(id: string): string | null {
  const parts = id.split('/');
  return parts.length === 2 ? (parts[1] ?? null) : null;
}

/**
 * The columns that a field may name: those of the setting that it belongs to.
 *
 * @param context - The context of the form, if there is one.
 * @param id - The id that the form gave the field.
 */
export function choiceOf(
  context: IFormContext | undefined,
  id: string
): IColumnChoice {
  return context?.columns.get(id.split('/')[1] ?? '') ?? NO_CHOICE;
}
