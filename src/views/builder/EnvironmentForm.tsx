import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IEnvironment, IProblem, Pins } from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { PYTHON_VERSIONS } from '../../pythonVersions';
import { FieldProblems } from './FieldProblems';
import { useDraft } from './form/draft';

/**
 * A kernel that the server has.
 */
export interface IKernelChoice {
  /**
   * The name of its specification.
   */
  name: string;

  /**
   * What it is called.
   */
  label: string;
}

/**
 * Where the artifacts are meant to run.
 */
export function EnvironmentForm(props: EnvironmentForm.IProps): JSX.Element {
  const { actions, environment, kernels, problems, trans } = props;
  const id = React.useId();
  const { kernel, pins, python, requirements } = environment;
  const [draft, setDraft] = useDraft(requirements.join('\n'), parseLines);
  const styles: readonly [Pins, string][] = [
    ['exact', trans.__('Exactly these versions (==)')],
    ['compatible', trans.__('Compatible versions (~=)')],
    ['minimum', trans.__('These versions or newer (>=)')],
    ['none', trans.__('Any version')]
  ];
  const known = kernels.some(({ name }) => name === kernel);
  return (
    <details className="jp-PipelineSection">
      <summary>{trans.__('Environment')}</summary>
      <div className="jp-PipelineField">
        <label className="jp-PipelineField-label" htmlFor={`${id}-kernel`}>
          {trans.__('Kernel')}
        </label>
        <select
          id={`${id}-kernel`}
          value={kernel ?? ''}
          onChange={event =>
            actions.updateEnvironment({ kernel: event.target.value || null })
          }
        >
          <option value="">{trans.__('Default kernel')}</option>
          {kernel !== null && !known && (
            <option value={kernel}>
              {trans.__('%1 (not on this server)', kernel)}
            </option>
          )}
          {kernels.map(({ label, name }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        <p className="jp-PipelineField-help">
          {trans.__(
            'The notebook opens with it, and its packages give the versions.'
          )}
        </p>
      </div>
      <div className="jp-PipelineField">
        <label className="jp-PipelineField-label" htmlFor={`${id}-python`}>
          {trans.__('Python')}
        </label>
        <select
          id={`${id}-python`}
          value={python ?? ''}
          onChange={event =>
            actions.updateEnvironment({ python: event.target.value || null })
          }
        >
          <option value="">{trans.__('That of the kernel')}</option>
          {[...new Set([...(python ? [python] : []), ...PYTHON_VERSIONS])].map(
            version => (
              <option key={version} value={version}>
                {version}
              </option>
            )
          )}
        </select>
      </div>
      <div className="jp-PipelineField">
        <label className="jp-PipelineField-label" htmlFor={`${id}-pins`}>
          {trans.__('Requirements ask for')}
        </label>
        <select
          id={`${id}-pins`}
          value={pins}
          onChange={event =>
            actions.updateEnvironment({ pins: event.target.value as Pins })
          }
        >
          {styles.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div className="jp-PipelineField">
        <label className="jp-PipelineField-label" htmlFor={`${id}-further`}>
          {trans.__('Further requirements')}
        </label>
        <textarea
          id={`${id}-further`}
          className="jp-PipelineField-list"
          aria-describedby={`${id}-problems`}
          placeholder={trans.__('One a line, such as requests>=2.31')}
          rows={2}
          spellCheck={false}
          value={draft}
          onChange={event => {
            setDraft(event.target.value);
            const lines = parseLines(event.target.value);
            actions.updateEnvironment({ requirements: lines });
          }}
        />
      </div>
      <FieldProblems
        id={`${id}-problems`}
        problems={problems.filter(({ pointer }) =>
          pointer.startsWith('/environment')
        )}
        trans={trans}
      />
    </details>
  );
}

/**
 * A namespace for `EnvironmentForm` statics.
 */
export namespace EnvironmentForm {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The environment of the pipeline.
     */
    environment: IEnvironment;

    /**
     * The kernels of the server.
     */
    kernels: readonly IKernelChoice[];

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

function parseLines(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}
