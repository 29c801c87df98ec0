import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type {
  IComponent,
  IProblem,
  IStep,
  PortType
} from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { partOf } from '../../builder/focus';
import { FieldProblems } from './FieldProblems';

/**
 * The inputs and outputs that a step of custom code declares: name and type.
 */
export function DeclaredPorts(props: DeclaredPorts.IProps): JSX.Element {
  const { actions, component, problems, step, trans } = props;
  const problemsOf = (part: string) =>
    problems.filter(problem => partOf(problem, component) === part);
  return (
    <>
      <Ports
        field="params/inputs"
        label={trans.__('Takes')}
        onRename={(name, next) =>
          actions.renamePort(step, 'inputs', name, next)
        }
        ports={step.params.inputs}
        problems={problemsOf('params/inputs')}
        onChange={ports => actions.setParam(step, 'inputs', ports)}
        trans={trans}
      />
      <Ports
        field="params/outputs"
        label={trans.__('Gives')}
        onRename={(name, next) =>
          actions.renamePort(step, 'outputs', name, next)
        }
        ports={step.params.outputs}
        problems={problemsOf('params/outputs')}
        onChange={ports => actions.setParam(step, 'outputs', ports)}
        trans={trans}
      />
    </>
  );
}

/**
 * A namespace for `DeclaredPorts` statics.
 */
export namespace DeclaredPorts {
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

type PortTypes = Record<string, PortType>;

function Ports(props: {
  field: string;
  label: string;
  onChange: (ports: PortTypes | undefined) => void;
  onRename: (name: string, newName: string) => void;
  ports: unknown;
  problems: readonly IProblem[];
  trans: TranslationBundle;
}): JSX.Element {
  const { label, onChange, onRename, trans } = props;
  const ports = (props.ports ?? {}) as PortTypes;
  const entries = Object.entries(ports);
  const id = React.useId();
  const types = portTypes(trans);
  const update = (next: [string, PortType][]) =>
    onChange(next.length > 0 ? Object.fromEntries(next) : undefined);
  return (
    <fieldset className="jp-PipelineInputs" data-field={props.field}>
      <legend>{label}</legend>
      {entries.map(([name, type], index) => (
        <div key={index} className="jp-PipelineField-row">
          <input
            type="text"
            aria-label={trans.__('Name %1', index + 1)}
            defaultValue={name}
            key={name}
            spellCheck={false}
            // Links follow the name, so it is taken when it is complete.
            onBlur={event => {
              const next = event.target.value.trim();
              if (next && next !== name && !(next in ports)) {
                onRename(name, next);
              } else {
                event.target.value = name;
              }
            }}
          />
          <select
            aria-label={trans.__('Type of %1', name)}
            value={type}
            onChange={event =>
              update(
                entries.map((e, i) =>
                  i === index ? [name, event.target.value as PortType] : e
                )
              )
            }
          >
            {[...types].map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="jp-PipelineBuilder-icon"
            aria-label={trans.__('Remove “%1”', name)}
            title={trans.__('Remove')}
            onClick={() => update(entries.filter((_, i) => i !== index))}
          >
            <closeIcon.react tag="span" elementSize="normal" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="jp-PipelineBuilder-link"
        onClick={() => update([...entries, [freeName(ports), 'table']])}
      >
        {trans.__('Add one')}
      </button>
      <FieldProblems id={id} problems={props.problems} trans={trans} />
    </fieldset>
  );
}

function freeName(ports: PortTypes): string {
  let name = 'table';
  for (let count = 2; name in ports; count++) {
    name = `table_${count}`;
  }
  return name;
}

function portTypes(trans: TranslationBundle): ReadonlyMap<PortType, string> {
  return new Map<PortType, string>([
    ['table', trans.__('Table')],
    ['column', trans.__('Column')],
    ['array', trans.__('Array')],
    ['transformer', trans.__('Transformer')],
    ['model', trans.__('Model')],
    ['predictions', trans.__('Predictions')],
    ['metrics', trans.__('Metrics')],
    ['figure', trans.__('Figure')],
    ['any', trans.__('Anything')]
  ]);
}
