import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../../_generated/models';
import { ProblemText } from '../ProblemText';

/**
 * What is wrong with a field, below it.
 */
export function FieldProblems(props: FieldProblems.IProps): JSX.Element | null {
  const { id, problems, trans } = props;
  if (problems.length === 0) {
    return null;
  }
  return (
    <ul
      id={id}
      className="jp-PipelineField-problems"
      aria-label={trans.__('Problems')}
    >
      {problems.map((problem, index) => (
        <li
          key={`${index}/${problem.code}`}
          className={`jp-mod-${problem.severity}`}
        >
          <ProblemText problem={problem} trans={trans} />
        </li>
      ))}
    </ul>
  );
}

/**
 * A namespace for `FieldProblems` statics.
 */
export namespace FieldProblems {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The id that the field is described by.
     */
    id: string;

    /**
     * The problems of the field.
     */
    problems: readonly IProblem[];

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
