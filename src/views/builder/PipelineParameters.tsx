import type { TranslationBundle } from '@jupyterlab/translation';
import { caretUpEmptyThinIcon, deleteIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type {
  IParameter,
  IProblem,
  ParameterType
} from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { convertDefault, uniqueParameterName } from '../../builder/parameters';
import { FieldProblems } from './FieldProblems';

/**
 * The parameters of the pipeline: what users of an artifact may change.
 */
export function PipelineParameters(
  props: PipelineParameters.IProps
): JSX.Element {
  const { actions, parameters, problems, trans } = props;
  const id = React.useId();
  return (
    <details className="jp-PipelineSection" open={parameters.length > 0}>
      <summary>
        {trans.__('Parameters')}
        <span className="jp-PipelineSection-count">{parameters.length}</span>
      </summary>
      <p className="jp-PipelineBuilder-hint">
        {trans.__(
          'Values that users of the notebook, the script or the image may change. Press $ beside a setting of a step to take its value from here.'
        )}
      </p>
      {parameters.map((parameter, index) => (
        <Parameter
          key={index}
          actions={actions}
          index={index}
          parameter={parameter}
          taken={parameters
            .map(({ name }) => name)
            .filter(name => name !== parameter.name)}
          trans={trans}
        >
          <FieldProblems
            id={`${id}-${index}`}
            problems={problems.filter(
              ({ pointer }) =>
                pointer === `/parameters/${index}` ||
                pointer.startsWith(`/parameters/${index}/`)
            )}
            trans={trans}
          />
        </Parameter>
      ))}
      <button
        type="button"
        className="jp-PipelineBuilder-link"
        onClick={() =>
          actions.addParameter({
            name: uniqueParameterName(parameters, 'parameter'),
            type: 'number',
            default: 0,
            description: ''
          })
        }
      >
        {trans.__('Add a parameter')}
      </button>
    </details>
  );
}

/**
 * A namespace for `PipelineParameters` statics.
 */
export namespace PipelineParameters {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The parameters.
     */
    parameters: readonly IParameter[];

    /**
     * The problems of the pipeline.
     */
    problems: readonly IProblem[];

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

function Parameter(props: {
  actions: IBuilderActions;
  children: React.ReactNode;
  index: number;
  parameter: IParameter;
  taken: readonly string[];
  trans: TranslationBundle;
}): JSX.Element {
  const { actions, index, parameter, taken, trans } = props;
  const { name, type } = parameter;
  const types: readonly [ParameterType, string][] = [
    ['number', trans.__('Number')],
    ['integer', trans.__('Whole number')],
    ['string', trans.__('Text')],
    ['boolean', trans.__('Yes or no')]
  ];
  return (
    <div
      className="jp-PipelineParameter"
      role="group"
      aria-label={trans.__('Parameter %1', name)}
    >
      <div className="jp-PipelineField-row">
        <input
          type="text"
          key={name}
          aria-label={trans.__('Name')}
          defaultValue={name}
          pattern="[A-Za-z_][A-Za-z0-9_]*"
          spellCheck={false}
          title={trans.__('Letters, digits and underscores')}
          // References follow the name, so it is taken when it is complete.
          onBlur={event => {
            const next = event.target.value.trim();
            const isFree = next !== name && !taken.includes(next);
            if (isFree && event.target.validity.valid && next) {
              actions.updateParameter(name, { name: next });
            } else {
              event.target.value = name;
            }
          }}
          onKeyDown={event => {
            if (event.key === 'Enter') {
              event.currentTarget.blur();
            }
          }}
        />
        <select
          aria-label={trans.__('Type')}
          value={type}
          onChange={event => {
            const next = event.target.value as ParameterType;
            actions.updateParameter(name, {
              type: next,
              default: convertDefault(parameter.default, next)
            });
          }}
        >
          {types.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div className="jp-PipelineField-row">
        <DefaultInput
          parameter={parameter}
          label={trans.__('Default')}
          onChange={value => actions.updateParameter(name, { default: value })}
        />
        <button
          type="button"
          className="jp-PipelineBuilder-icon"
          aria-label={trans.__('Move the parameter %1 up', name)}
          title={trans.__('Move up')}
          disabled={index === 0}
          onClick={() => actions.moveParameter(name, index - 1)}
        >
          <caretUpEmptyThinIcon.react tag="span" elementSize="normal" />
        </button>
        <button
          type="button"
          className="jp-PipelineBuilder-icon"
          aria-label={trans.__('Remove the parameter %1', name)}
          title={trans.__('Remove')}
          onClick={() => actions.removeParameter(name)}
        >
          <deleteIcon.react tag="span" elementSize="normal" />
        </button>
      </div>
      <input
        type="text"
        aria-label={trans.__('Description')}
        placeholder={trans.__('What it is for')}
        value={parameter.description}
        onChange={event =>
          actions.updateParameter(name, { description: event.target.value })
        }
      />
      {props.children}
    </div>
  );
}

function DefaultInput(props: {
  label: string;
  onChange: (value: IParameter['default']) => void;
  parameter: IParameter;
}): JSX.Element {
  const { label, onChange, parameter } = props;
  const { type } = parameter;
  if (type === 'boolean') {
    return (
      <input
        type="checkbox"
        aria-label={label}
        checked={parameter.default === true}
        onChange={event => onChange(event.target.checked)}
      />
    );
  }
  if (type === 'string') {
    return (
      <input
        type="text"
        aria-label={label}
        value={String(parameter.default)}
        onChange={event => onChange(event.target.value)}
      />
    );
  }
  return (
    <input
      type="number"
      key={type}
      aria-label={label}
      step={type === 'integer' ? 1 : 'any'}
      value={Number(parameter.default)}
      onChange={event => {
        if (Number.isFinite(event.target.valueAsNumber)) {
          onChange(convertDefault(event.target.valueAsNumber, type));
        }
      }}
    />
  );
}
