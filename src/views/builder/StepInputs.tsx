import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type {
  IInputPort,
  IPipeline,
  IProblem,
  IStep
} from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { partOf } from '../../builder/focus';
import type { Components, IOffer } from '../../model/wiring';
import { compatibleOutputs, linksOf, portsOf } from '../../model/wiring';
import { FieldProblems } from './FieldProblems';

/**
 * The inputs of a step, each with a choice of the outputs that fit it.
 */
export function StepInputs(props: StepInputs.IProps): JSX.Element | null {
  const { actions, components, pipeline, problems, step, trans } = props;
  const component = components.get(step.component);
  const { inputs } = portsOf(step, component);
  if (inputs.size === 0) {
    return null;
  }
  return (
    <fieldset className="jp-PipelineInputs">
      <legend>{trans.__('Inputs')}</legend>
      {[...inputs].map(([port, input]) => (
        <Input
          key={port}
          input={input}
          links={linksOf(step.inputs[port])}
          offers={compatibleOutputs(pipeline, components, step.id, port)}
          onChange={links =>
            actions.setInput(
              step,
              port,
              links.length === 0 ? undefined : input.many ? links : links[0]
            )
          }
          port={port}
          problems={problems.filter(
            problem => partOf(problem, component) === `inputs/${port}`
          )}
          titleOf={id => stepLabel(pipeline, components, id)}
          trans={trans}
        />
      ))}
    </fieldset>
  );
}

/**
 * A namespace for `StepInputs` statics.
 */
export namespace StepInputs {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The components that are known.
     */
    components: Components;

    /**
     * The pipeline.
     */
    pipeline: IPipeline;

    /**
     * The problems of the step.
     */
    problems: readonly IProblem[];

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

/**
 * What a step is called where it is referred to: its place and its title.
 */
function stepLabel(
  pipeline: IPipeline,
  components: Components,
  id: string
): string {
  const index = pipeline.steps.findIndex(step => step.id === id);
  const step = pipeline.steps[index];
  if (!step) {
    return id;
  }
  const title = step.title || components.get(step.component)?.title || id;
  return `${index + 1}. ${title}`;
}

function Input(props: {
  input: IInputPort;
  links: readonly string[];
  offers: readonly IOffer[];
  onChange: (links: readonly string[]) => void;
  port: string;
  problems: readonly IProblem[];
  titleOf: (step: string) => string;
  trans: TranslationBundle;
}): JSX.Element {
  const { input, links, offers, onChange, port, problems, trans } = props;
  const id = React.useId();
  const title = input.title || port;
  const slots = input.many ? [...links, ''] : [links[0] ?? ''];
  const replace = (index: number, link: string) =>
    onChange(slots.map((old, i) => (i === index ? link : old)).filter(Boolean));
  return (
    <div
      className="jp-PipelineField"
      data-field={`inputs/${port}`}
      title={input.description}
    >
      <label className="jp-PipelineField-label" htmlFor={`${id}-0`}>
        {title}
        {!input.optional && (
          <abbr
            className="jp-PipelineField-required"
            title={trans.__('required')}
          >
            *
          </abbr>
        )}
      </label>
      {slots.map((link, index) => (
        <div key={index} className="jp-PipelineInputs-slot">
          <select
            id={`${id}-${index}`}
            aria-describedby={`${id}-problems`}
            aria-invalid={problems.some(({ severity }) => severity === 'error')}
            aria-label={
              input.many && index > 0
                ? trans.__('%1, number %2', title, index + 1)
                : undefined
            }
            value={link}
            onChange={event => replace(index, event.target.value)}
          >
            <option value="">{emptyLabel(input, index, offers, trans)}</option>
            {link && !offers.some(offer => offer.link === link) && (
              <option value={link}>
                {trans.__('%1 (does not fit)', link)}
              </option>
            )}
            {offers.map(offer => (
              <option key={offer.link} value={offer.link}>
                {`${props.titleOf(offer.step.id)} › ${offer.output.title || offer.port}`}
              </option>
            ))}
          </select>
          {input.many && link && index > 0 && (
            <button
              type="button"
              className="jp-PipelineBuilder-icon"
              title={trans.__('Take it before the one above')}
              aria-label={trans.__('Take %1 before the one above', link)}
              onClick={() => onChange(swapped(links, index))}
            >
              ↑
            </button>
          )}
        </div>
      ))}
      <FieldProblems id={`${id}-problems`} problems={problems} trans={trans} />
    </div>
  );
}

function swapped(links: readonly string[], index: number): readonly string[] {
  const before = links.slice(0, index - 1);
  const pair = links.slice(index - 1, index + 1).reverse();
  return [...before, ...pair, ...links.slice(index + 1)];
}

function emptyLabel(
  input: IInputPort,
  index: number,
  offers: readonly IOffer[],
  trans: TranslationBundle
): string {
  if (offers.length === 0) {
    return trans.__('No step gives one yet');
  }
  if (input.many) {
    return index === 0 ? trans.__('Choose…') : trans.__('Add another…');
  }
  return input.optional ? trans.__('None') : trans.__('Choose…');
}
