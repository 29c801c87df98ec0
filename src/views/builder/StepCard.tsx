import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownEmptyThinIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type {
  IColumnsResponse,
  IComponent,
  IPipeline,
  IProblem,
  IStep
} from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { focusPart, hasField } from '../../builder/focus';
import type { IFocusRequest } from '../../builder/focus';
import { summarize } from '../../builder/summary';
import type { Components } from '../../model/wiring';
import { DeclaredPorts } from './DeclaredPorts';
import { ProblemCount } from './ProblemCount';
import { FieldProblems } from './FieldProblems';
import { Origin } from './Origin';
import { StepForm } from './StepForm';
import type { IFormServices } from './StepForm';
import { StepInputs } from './StepInputs';
import { StepTools } from './StepTools';
import { StepWords } from './StepWords';
import { UnknownSettings } from './UnknownSettings';

/**
 * A step: a line that says what it does, and all that can be set of it when
 * it is open.
 */
export const StepCard = React.memo(function StepCard(
  props: StepCard.IProps
): JSX.Element {
  const { actions, component, index, isOpen, isSelected, step, trans } = props;
  const { problems } = props;
  const id = React.useId();
  const cardRef = React.useRef<HTMLLIElement>(null);
  const [dropEdge, setDropEdge] = React.useState<'Before' | 'After' | null>(
    null
  );
  const title = step.title || component?.title || step.component;
  const category = step.component.split('.', 1)[0] ?? '';

  const { focus } = props;
  const served = React.useRef<IFocusRequest | null>(null);
  React.useEffect(() => {
    const isReady = isOpen || focus?.part === 'header';
    if (cardRef.current && focus && focus !== served.current && isReady) {
      served.current = focus;
      focusPart(cardRef.current, focus.part);
    }
  }, [focus, isOpen]);

  const { draggedIndex } = props;
  const isTarget = draggedIndex !== null && draggedIndex !== index;

  return (
    <li
      ref={cardRef}
      className={classNames({
        'jp-PipelineStep': true,
        [`jp-mod-${category}`]: true,
        'jp-mod-muted': !step.enabled,
        'jp-mod-open': isOpen,
        'jp-mod-selected': isSelected,
        [`jp-mod-drop${dropEdge}`]: isTarget && dropEdge !== null
      })}
      onFocus={() => actions.selectStep(step.id)}
      onDragOver={event => {
        if (isTarget) {
          event.preventDefault();
          setDropEdge(draggedIndex > index ? 'Before' : 'After');
        }
      }}
      onDragLeave={() => setDropEdge(null)}
      onDrop={event => {
        event.preventDefault();
        setDropEdge(null);
        props.onDropStep(index);
      }}
    >
      <button
        type="button"
        className="jp-PipelineStep-header"
        data-step-header={step.id}
        tabIndex={props.isTabStop ? 0 : -1}
        aria-controls={`${id}-body`}
        aria-current={isSelected ? 'step' : undefined}
        aria-describedby={`${id}-summary`}
        aria-expanded={isOpen}
        draggable
        onClick={() => {
          actions.selectStep(step.id);
          props.onToggle(step.id);
        }}
        onDragStart={event => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', title);
          props.onDrag(index);
        }}
        onDragEnd={() => props.onDrag(null)}
      >
        <span className="jp-PipelineStep-number">{index + 1}</span>
        <span className="jp-PipelineStep-words">
          <span className="jp-PipelineStep-title">{title}</span>
          <span className="jp-PipelineStep-summary" id={`${id}-summary`}>
            {step.enabled
              ? summarize(step, component) || component?.summary
              : trans.__('Muted: left out of what is exported')}
          </span>
        </span>
        <ProblemCount problems={problems} trans={trans} />
        <caretDownEmptyThinIcon.react
          tag="span"
          className="jp-PipelineStep-caret"
        />
      </button>
      {isOpen && (
        <div className="jp-PipelineStep-body" id={`${id}-body`}>
          <StepTools
            actions={actions}
            index={index}
            onDuplicate={props.onDuplicate}
            onRemove={props.onRemove}
            step={step}
            trans={trans}
          />
          <FieldProblems
            id={`${id}-problems`}
            problems={problems.filter(
              problem => !hasField(problem, step, component)
            )}
            trans={trans}
          />
          {component?.summary && (
            <p className="jp-PipelineStep-about">
              {component.summary}{' '}
              <Origin origin={component.origin} trans={trans} />{' '}
              {component.docs && (
                <a href={component.docs} target="_blank" rel="noreferrer">
                  {trans.__('Documentation')}
                </a>
              )}
            </p>
          )}
          {component?.declared_ports && (
            <DeclaredPorts
              actions={actions}
              component={component}
              problems={problems}
              step={step}
              trans={trans}
            />
          )}
          {props.pipeline && (
            <StepInputs
              actions={actions}
              components={props.components}
              pipeline={props.pipeline}
              problems={problems}
              step={step}
              trans={trans}
            />
          )}
          {component && props.columns && props.pipeline && (
            <StepForm
              actions={actions}
              columns={props.columns}
              component={component}
              parameters={props.pipeline.parameters}
              problems={problems}
              services={props.services}
              step={step}
              trans={trans}
            />
          )}
          {component && (
            <UnknownSettings
              actions={actions}
              component={component}
              step={step}
              trans={trans}
            />
          )}
          <StepWords
            actions={actions}
            placeholder={component?.title ?? ''}
            step={step}
            trans={trans}
          />
        </div>
      )}
    </li>
  );
});

/**
 * A namespace for `StepCard` statics.
 */
export namespace StepCard {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The columns of the tables of the pipeline; none for a closed card.
     */
    columns: IColumnsResponse | null;

    /**
     * The component of the step, if it is known.
     */
    component: IComponent | undefined;

    /**
     * The components that are known.
     */
    components: Components;

    /**
     * The place of the step that is being dragged, or null.
     */
    draggedIndex: number | null;

    /**
     * What in this step wants the focus, or null.
     */
    focus: IFocusRequest | null;

    /**
     * The place of the step in the pipeline, from 0.
     */
    index: number;

    /**
     * Whether its settings are shown.
     */
    isOpen: boolean;

    /**
     * Whether all views point at it.
     */
    isSelected: boolean;

    /**
     * Whether the Tab key leads to it: one step of the list is enough.
     */
    isTabStop: boolean;

    /**
     * Called with the place of the step that begins to be dragged, and with
     * null at the end.
     */
    onDrag: (index: number | null) => void;

    /**
     * Called when the step that is dragged is dropped on this one.
     */
    onDropStep: (index: number) => void;

    /**
     * Called with the step to duplicate.
     */
    onDuplicate: (step: IStep) => void;

    /**
     * Called with the step to remove.
     */
    onRemove: (step: IStep) => void;

    /**
     * Called when the settings are to be shown or hidden.
     */
    onToggle: (id: string, isOpen?: boolean) => void;

    /**
     * The pipeline; null for a closed card, which does not need it.
     */
    pipeline: IPipeline | null;

    /**
     * The problems of the step.
     */
    problems: readonly IProblem[];

    /**
     * What the fields of the form need.
     */
    services: IFormServices;

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

function classNames(names: Record<string, boolean>): string {
  return Object.keys(names)
    .filter(name => names[name])
    .join(' ');
}
