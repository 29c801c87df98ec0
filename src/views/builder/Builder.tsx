import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type {
  IColumnsResponse,
  IComponent,
  IComponentProblem,
  IPipeline,
  IProblem
} from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { partOf, placeOfFix } from '../../builder/focus';
import type { IFocusRequest } from '../../builder/focus';
import type { Components } from '../../model/wiring';
import { FixContext } from '../ProblemText';
import { BuilderHeader } from './BuilderHeader';
import { ComponentPicker } from './ComponentPicker';
import { EnvironmentForm } from './EnvironmentForm';
import type { IKernelChoice } from './EnvironmentForm';
import { PipelineParameters } from './PipelineParameters';
import { ProblemSection } from './ProblemSection';
import type { IFormServices } from './StepForm';
import { StepList } from './StepList';

/**
 * The builder of a pipeline: header, steps, parameters and environment.
 */
export function Builder(props: Builder.IProps): JSX.Element {
  const { actions, components, pipeline, problems, trans } = props;
  const [focus, setFocus] = React.useState<IFocusRequest | null>(null);
  const rootRef = React.useRef<HTMLDivElement>(null);

  const focusAddButton = () =>
    rootRef.current?.querySelector<HTMLElement>('[data-add-step]')?.focus();

  const onFocusRequest = React.useCallback((request: IFocusRequest | null) => {
    setFocus(request);
    if (request === null) {
      focusAddButton();
    }
  }, []);

  const onFix = (problem: IProblem) => {
    const steps = actions.applyFix(problem);
    if (steps) {
      onFocusRequest(placeOfFix(problem, pipeline.steps, steps));
    }
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) {
      actions.undo();
    } else if (key === 'y' || (key === 'z' && event.shiftKey)) {
      actions.redo();
    } else {
      return;
    }
    // A field's own undo knows nothing of the document.
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <FixContext.Provider value={onFix}>
      <div ref={rootRef} className="jp-PipelineBuilder" onKeyDown={onKeyDown}>
        <BuilderHeader
          actions={actions}
          canRedo={props.canRedo}
          canUndo={props.canUndo}
          onAddStep={() => props.onPicking(true)}
          onExport={props.onExport}
          pipeline={pipeline}
          problems={problems}
          trans={trans}
        />
        {props.isPicking && (
          <ComponentPicker
            components={components}
            brokenComponents={props.brokenComponents}
            onRefresh={props.onRefresh}
            onCancel={() => {
              props.onPicking(false);
              focusAddButton();
            }}
            onLeave={() => props.onPicking(false)}
            onPick={(component: IComponent) => {
              props.onPicking(false);
              const step = actions.addStep(component);
              onFocusRequest(step === null ? null : { step, part: 'first' });
            }}
            trans={trans}
          />
        )}
        <div className="jp-PipelineBuilder-scroll">
          <ProblemSection
            message={props.message}
            onSelectStep={(id, problem) => {
              const step = pipeline.steps.find(item => item.id === id);
              const component = components.get(step?.component ?? '');
              onFocusRequest({ step: id, part: partOf(problem, component) });
            }}
            problems={problems.filter(({ code }) => code !== 'empty-pipeline')}
            stepTitle={id => stepTitle(pipeline, components, id)}
            trans={trans}
          />
          {pipeline.steps.length === 0 ? (
            <p className="jp-PipelineBuilder-hint">
              {trans.__(
                'Begin with a step that reads a table, or with one of the sample data sets. Each further step takes its inputs from those before it.'
              )}
            </p>
          ) : (
            <StepList
              actions={actions}
              columns={props.columns}
              components={components}
              focus={focus}
              onFocusRequest={onFocusRequest}
              pipeline={pipeline}
              problems={problems}
              selectedStep={props.selectedStep}
              services={props.services}
              trans={trans}
            />
          )}
          <PipelineParameters
            actions={actions}
            parameters={pipeline.parameters}
            problems={problems}
            trans={trans}
          />
          <EnvironmentForm
            actions={actions}
            environment={pipeline.environment}
            kernels={props.kernels}
            problems={problems}
            trans={trans}
          />
        </div>
      </div>
    </FixContext.Provider>
  );
}

/**
 * A namespace for `Builder` statics.
 */
export namespace Builder {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * What is wrong with components that could not be loaded.
     */
    brokenComponents: readonly IComponentProblem[];

    /**
     * Whether there is an edit that was undone.
     */
    canRedo: boolean;

    /**
     * Whether there is an edit to undo.
     */
    canUndo: boolean;

    /**
     * The columns of the tables of the pipeline.
     */
    columns: IColumnsResponse;

    /**
     * The components that are known.
     */
    components: Components;

    /**
     * Whether the user is choosing a step to add.
     */
    isPicking: boolean;

    /**
     * The kernels of the server.
     */
    kernels: readonly IKernelChoice[];

    /**
     * Why the components or the problems are not known, or null.
     */
    message: string | null;

    /**
     * Called when the user wants to export.
     */
    onExport: () => void;

    /**
     * Called when the user begins or ends to choose a step to add.
     */
    onPicking: (isPicking: boolean) => void;

    /**
     * Called when the user wants components to be looked for anew.
     */
    onRefresh: () => void;

    /**
     * The pipeline.
     */
    pipeline: IPipeline;

    /**
     * Its problems.
     */
    problems: readonly IProblem[];

    /**
     * The id of the selected step, or null.
     */
    selectedStep: string | null;

    /**
     * What the fields of forms need.
     */
    services: IFormServices;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

function stepTitle(
  pipeline: IPipeline,
  components: Components,
  id: string
): string {
  const step = pipeline.steps.find(item => item.id === id);
  return step?.title || components.get(step?.component ?? '')?.title || id;
}
