import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../model/types';

/**
 * How many problems are listed before the others are folded away.
 */
const LISTED = 3;

/**
 * What is wrong, worst first; a problem of a step leads to it.
 */
export function ProblemBanner(props: ProblemBanner.IProps): JSX.Element | null {
  const { message, onSelectStep, problems, stepTitle, trans } = props;
  const [isOpen, setIsOpen] = React.useState(false);
  const sorted = React.useMemo(() => worstFirst(problems), [problems]);
  if (!message && sorted.length === 0) {
    return null;
  }
  const shown = isOpen ? sorted : sorted.slice(0, LISTED);
  const severity = message ? 'error' : sorted[0]?.severity;
  return (
    <section
      className={`jp-PipelineBanner jp-mod-${severity}`}
      aria-label={trans.__('Problems')}
    >
      {message && <p role="alert">{message}</p>}
      <ul>
        {shown.map((problem, index) => (
          <li key={index} className={`jp-mod-${problem.severity}`}>
            <span className="jp-PipelineBanner-severity">
              {severityLabel(problem.severity, trans)}
            </span>
            {problem.step !== null && (
              <button
                type="button"
                className="jp-PipelineBanner-step"
                onClick={() => onSelectStep(problem.step ?? '')}
              >
                {stepTitle(problem.step)}
              </button>
            )}
            <span>
              {problem.message} {problem.remedy}
            </span>
          </li>
        ))}
      </ul>
      {sorted.length > LISTED && (
        <button
          type="button"
          className="jp-PipelineBanner-more"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen
            ? trans.__('Show fewer')
            : trans.__('Show all %1 problems', sorted.length)}
        </button>
      )}
    </section>
  );
}

/**
 * A namespace for `ProblemBanner` statics.
 */
export namespace ProblemBanner {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What failed besides, or null.
     */
    message: string | null;

    /**
     * Called with the step of the problem that the user follows.
     */
    onSelectStep: (step: string) => void;

    /**
     * The problems.
     */
    problems: readonly IProblem[];

    /**
     * Says what a step is called.
     */
    stepTitle: (id: string) => string;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

const SEVERITIES: readonly IProblem['severity'][] = [
  'error',
  'warning',
  'info'
];

function worstFirst(problems: readonly IProblem[]): readonly IProblem[] {
  const rank = ({ severity }: IProblem) => SEVERITIES.indexOf(severity);
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

function severityLabel(
  severity: IProblem['severity'],
  trans: TranslationBundle
): string {
  switch (severity) {
    case 'error':
      return trans.__('Error');
    case 'warning':
      return trans.__('Warning');
    case 'info':
      return trans.__('Note');
  }
}
