import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IStep } from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';

/**
 * The user's own words about a step.
 */
export function StepWords(props: StepWords.IProps): JSX.Element {
  const { actions, placeholder, step, trans } = props;
  const id = React.useId();
  // Decided once: clearing a field must not close what it stands in.
  const [isOpen] = React.useState(step.title !== '' || step.note !== '');
  return (
    <details className="jp-PipelineForm-more" open={isOpen}>
      <summary>{trans.__('Title and note')}</summary>
      <div className="jp-PipelineField">
        <label className="jp-PipelineField-label" htmlFor={`${id}-title`}>
          {trans.__('Title')}
        </label>
        <input
          type="text"
          id={`${id}-title`}
          placeholder={placeholder}
          value={step.title}
          onChange={event =>
            actions.updateStep(step, { title: event.target.value })
          }
        />
      </div>
      <div className="jp-PipelineField">
        <label className="jp-PipelineField-label" htmlFor={`${id}-note`}>
          {trans.__('Note')}
        </label>
        <textarea
          id={`${id}-note`}
          placeholder={trans.__('Why this step is there. Markdown.')}
          rows={3}
          value={step.note}
          onChange={event =>
            actions.updateStep(step, { note: event.target.value })
          }
        />
      </div>
    </details>
  );
}

/**
 * A namespace for `StepWords` statics.
 */
export namespace StepWords {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * What the step is called without a title of its own.
     */
    placeholder: string;

    /**
     * The step.
     */
    step: IStep;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
