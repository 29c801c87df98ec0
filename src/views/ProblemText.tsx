import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../_generated/models';
import { InlineCode } from './InlineCode';

/**
 * Called with a problem whose fix the user wants, or null where no fix can be
 * applied, as in a dialog.
 */
export type FixHandler = ((problem: IProblem) => void) | null;

/**
 * Applies fixes for all problems within.
 */
export const FixContext = React.createContext<FixHandler>(null);

/**
 * What is wrong, what to do about it, a button that does it where that can be
 * told, and why it matters.
 */
export function ProblemText(props: ProblemText.IProps): JSX.Element {
  const { problem, trans } = props;
  const { fix, message, remedy, why } = problem;
  const onFix = React.useContext(FixContext);
  return (
    <>
      <span className="jp-PipelineProblem-message">
        <InlineCode text={`${message} ${remedy}`.trim()} />
      </span>
      {fix && onFix && (
        <button
          type="button"
          className="jp-PipelineProblem-fix"
          title={trans.__('Change the pipeline. Undo takes it back.')}
          onClick={() => onFix(problem)}
        >
          <InlineCode text={fix.title} />
        </button>
      )}
      {why && (
        <details className="jp-PipelineProblem-why">
          <summary>{trans.__('Why it matters')}</summary>
          <p>
            <InlineCode text={why} />{' '}
            <Source source={problem.source} trans={trans} />
          </p>
        </details>
      )}
    </>
  );
}

/**
 * A namespace for `ProblemText` statics.
 */
export namespace ProblemText {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The problem.
     */
    problem: IProblem;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

/**
 * A link to where more is said, named by its site.
 */
function Source(props: {
  source: string;
  trans: TranslationBundle;
}): JSX.Element | null {
  // A component of a user may say anything, but a link must lead to a page.
  const [, site] = /^https:\/\/([^/?#]+)/.exec(props.source) ?? [];
  return site === undefined ? null : (
    <a href={props.source} target="_blank" rel="noreferrer">
      {props.trans.__('Read more at %1', site)}
    </a>
  );
}
