import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IComponent, IStep } from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { propertiesOf } from '../../builder/summary';
import { portsOf } from '../../model/wiring';

/**
 * What a step holds that its component does not know, such as what an earlier
 * version of it had: it can only be removed.
 */
export function UnknownSettings(
  props: UnknownSettings.IProps
): JSX.Element | null {
  const { actions, component, step, trans } = props;
  const { inputs } = portsOf(step, component);
  const properties = propertiesOf(component);
  const unknownInputs = Object.keys(step.inputs).filter(
    port => !inputs.has(port)
  );
  const unknownParams = Object.keys(step.params).filter(
    name => !(name in properties)
  );
  if (unknownInputs.length + unknownParams.length === 0) {
    return null;
  }
  return (
    <ul className="jp-PipelineUnknown">
      {unknownInputs.map(port => (
        <li key={`inputs/${port}`} data-field={`inputs/${port}`}>
          <span>{trans.__('“%1” is no input of this step', port)}</span>
          <button
            type="button"
            className="jp-PipelineBuilder-link"
            aria-label={trans.__('Remove the input “%1”', port)}
            onClick={() => actions.setInput(step, port, undefined)}
          >
            {trans.__('Remove')}
          </button>
        </li>
      ))}
      {unknownParams.map(name => (
        <li key={`params/${name}`} data-field={`params/${name}`}>
          <span>{trans.__('“%1” is no setting of this step', name)}</span>
          <button
            type="button"
            className="jp-PipelineBuilder-link"
            aria-label={trans.__('Remove the setting “%1”', name)}
            onClick={() => actions.setParam(step, name, undefined)}
          >
            {trans.__('Remove')}
          </button>
        </li>
      ))}
    </ul>
  );
}

/**
 * A namespace for `UnknownSettings` statics.
 */
export namespace UnknownSettings {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The component of the step.
     */
    component: IComponent;

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
