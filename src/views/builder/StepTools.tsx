import type { TranslationBundle } from '@jupyterlab/translation';
import {
  caretDownEmptyThinIcon,
  caretUpEmptyThinIcon,
  copyIcon,
  deleteIcon
} from '@jupyterlab/ui-components';
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IStep } from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';

/**
 * What can be done to a step as a whole.
 */
export function StepTools(props: StepTools.IProps): JSX.Element {
  const { actions, index, onDuplicate, onRemove, step, trans } = props;
  return (
    <div
      className="jp-PipelineTools"
      role="group"
      aria-label={trans.__('Step %1', index + 1)}
    >
      <label className="jp-PipelineTools-switch">
        <input
          type="checkbox"
          checked={step.enabled}
          onChange={event =>
            actions.updateStep(step, { enabled: event.target.checked })
          }
        />
        {trans.__('Run this step')}
      </label>
      <Tool
        icon={caretUpEmptyThinIcon}
        label={trans.__('Move up (Alt+Up)')}
        onClick={() => actions.moveStep(step, index - 1)}
      />
      <Tool
        icon={caretDownEmptyThinIcon}
        label={trans.__('Move down (Alt+Down)')}
        onClick={() => actions.moveStep(step, index + 1)}
      />
      <Tool
        icon={copyIcon}
        label={trans.__('Duplicate')}
        onClick={() => onDuplicate(step)}
      />
      <Tool
        icon={deleteIcon}
        label={trans.__('Remove (Delete)')}
        onClick={() => onRemove(step)}
      />
    </div>
  );
}

/**
 * A namespace for `StepTools` statics.
 */
export namespace StepTools {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The place of the step in the pipeline, from 0.
     */
    index: number;

    /**
     * Called with the step to duplicate.
     */
    onDuplicate: (step: IStep) => void;

    /**
     * Called with the step to remove.
     */
    onRemove: (step: IStep) => void;

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

function Tool(props: {
  icon: LabIcon;
  label: string;
  onClick: () => void;
}): JSX.Element {
  const { icon, label, onClick } = props;
  return (
    <button
      type="button"
      className="jp-PipelineBuilder-icon"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <icon.react tag="span" elementSize="normal" />
    </button>
  );
}
