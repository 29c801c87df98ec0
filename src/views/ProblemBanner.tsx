import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../_generated/models';
import { ProblemText } from './ProblemText';

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
          <li
            key={`${index}/${problem.code}`}
            className={`jp-mod-${problem.severity}`}
          >
            <span className="jp-PipelineBanner-severity">
              {severityLabel(problem.severity, trans)}
            </span>
            <Place
              problem={problem}
              onSelectStep={onSelectStep}
              stepTitle={stepTitle}
            />
            <ProblemText problem={problem} trans={trans} />
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
     * Called with the step of the problem that the user follows; left out
     * where there is no way to it.
     */
    onSelectStep?: (step: string, problem: IProblem) => void;

    /**
     * The problems.
     */
    problems: readonly IProblem[];

    /**
     * Says what a step is called; its id if left out.
     */
    stepTitle?: (id: string) => string;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

function Place(
  props: Pick<ProblemBanner.IProps, 'onSelectStep' | 'stepTitle'> & {
    problem: IProblem;
  }
): JSX.Element | null {
  const { onSelectStep, problem, stepTitle } = props;
  const { pointer, step } = problem;
  if (step === null) {
    return pointer ? (
      <code className="jp-PipelineBanner-place">{pointer}</code>
    ) : null;
  }
  const title = stepTitle?.(step) ?? step;
  return onSelectStep ? (
    <button
      type="button"
      className="jp-PipelineBanner-place"
      onClick={() => onSelectStep(step, problem)}
    >
      {title}
    </button>
  ) : (
    <strong className="jp-PipelineBanner-place">{title}</strong>
  );
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
