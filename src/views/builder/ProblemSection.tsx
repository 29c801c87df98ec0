import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../../_generated/models';
import { ProblemBanner } from '../ProblemBanner';
import { ProblemCount } from './ProblemCount';

/**
 * All problems of a pipeline, folded: the steps and fields show their own.
 */
export function ProblemSection(
  props: ProblemSection.IProps
): JSX.Element | null {
  const { message, onSelectStep, problems, stepTitle, trans } = props;
  // Kept while there is no problem: undo may bring one back.
  const [isOpen, setIsOpen] = React.useState(false);
  return (
    <>
      <ProblemBanner message={message} problems={[]} trans={trans} />
      {problems.length > 0 && (
        <details
          className="jp-PipelineSection"
          open={isOpen}
          onToggle={event => setIsOpen(event.currentTarget.open)}
        >
          <summary>
            {trans.__('Problems')}
            <ProblemCount problems={problems} trans={trans} />
          </summary>
          <ProblemBanner
            message={null}
            onSelectStep={onSelectStep}
            problems={problems}
            stepTitle={stepTitle}
            trans={trans}
          />
        </details>
      )}
    </>
  );
}

/**
 * A namespace for `ProblemSection` statics.
 */
export namespace ProblemSection {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What failed besides, or null.
     */
    message: string | null;

    /**
     * Called with a problem that the user follows, and its step.
     */
    onSelectStep: (step: string, problem: IProblem) => void;

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
