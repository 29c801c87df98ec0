import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../../_generated/models';

/**
 * How many problems there are, coloured by the worst of them; nothing where
 * there is none but notes.
 */
export function ProblemCount(props: ProblemCount.IProps): JSX.Element | null {
  const { problems, trans } = props;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.filter(
    ({ severity }) => severity === 'warning'
  ).length;
  const count = errors || warnings;
  if (count === 0) {
    return null;
  }
  const label =
    errors > 0
      ? trans._n('%1 error', '%1 errors', errors, errors)
      : trans._n('%1 warning', '%1 warnings', warnings, warnings);
  return (
    <span
      className={`jp-PipelineCount jp-mod-${errors > 0 ? 'error' : 'warning'}`}
      role="img"
      aria-label={label}
      title={problems.map(({ message }) => message).join('\n')}
    >
      {count}
    </span>
  );
}

/**
 * A namespace for `ProblemCount` statics.
 */
export namespace ProblemCount {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The problems.
     */
    problems: readonly IProblem[];

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
