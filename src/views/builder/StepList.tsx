import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type {
  IColumnsResponse,
  IPipeline,
  IProblem,
  IStep
} from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import type { IFocusRequest } from '../../builder/focus';
import type { Components } from '../../model/wiring';
import { StepCard } from './StepCard';
import type { IFormServices } from './StepForm';

/**
 * The steps of a pipeline in the order of the document: a list that one walks
 * with the arrow keys.
 */
export function StepList(props: StepList.IProps): JSX.Element {
  const { actions, components, focus, onFocusRequest, pipeline, trans } = props;
  const { selectedStep } = props;
  const { steps } = pipeline;
  const listRef = React.useRef<HTMLOListElement>(null);
  const [open, setOpen] = React.useState<ReadonlySet<string>>(new Set());
  const [draggedIndex, setDraggedIndex] = React.useState<number | null>(null);
  const stopIndex = Math.max(
    steps.findIndex(({ id }) => id === selectedStep),
    0
  );
  const problems = React.useMemo(
    () => problemsByStep(props.problems),
    [props.problems]
  );

  const onToggle = React.useCallback((id: string, isOpen?: boolean) => {
    setOpen(before => {
      const after = new Set(before);
      if (isOpen ?? !before.has(id)) {
        after.add(id);
      } else {
        after.delete(id);
      }
      return after;
    });
  }, []);

  React.useEffect(() => {
    if (focus && focus.part !== 'header') {
      onToggle(focus.step, true);
    }
  }, [focus, onToggle]);

  React.useEffect(() => {
    if (selectedStep !== null) {
      headerOf(listRef.current, selectedStep)?.scrollIntoView({
        block: 'nearest'
      });
    }
  }, [selectedStep]);

  const focusStep = (step: IStep | undefined) => {
    if (step) {
      headerOf(listRef.current, step.id)?.focus();
    }
  };

  const onDuplicate = React.useCallback(
    (step: IStep) =>
      onFocusRequest({ step: actions.duplicateStep(step), part: 'header' }),
    [actions, onFocusRequest]
  );

  const onRemove = React.useCallback(
    (step: IStep) => {
      const next = actions.removeStep(step);
      onFocusRequest(next === null ? null : { step: next, part: 'header' });
    },
    [actions, onFocusRequest]
  );

  // Counted without the dragged step, a place behind it is one less: dropping
  // on a step puts the dragged one where that step is.
  const onDropStep = React.useCallback(
    (index: number) => {
      const step = draggedIndex === null ? undefined : steps[draggedIndex];
      if (step) {
        actions.moveStep(step, index);
      }
      setDraggedIndex(null);
    },
    [actions, draggedIndex, steps]
  );

  const onKeyDown = (event: React.KeyboardEvent) => {
    const header = (event.target as HTMLElement).closest<HTMLElement>(
      '[data-step-header]'
    );
    const index = steps.findIndex(
      ({ id }) => id === header?.dataset.stepHeader
    );
    const step = steps[index];
    if (!step || event.ctrlKey || event.metaKey) {
      return;
    }
    const next = { ArrowDown: index + 1, ArrowUp: index - 1 }[event.key];
    if (next !== undefined && event.altKey) {
      actions.moveStep(step, next);
    } else if (next !== undefined) {
      focusStep(steps[next]);
    } else if (event.key === 'Home') {
      focusStep(steps[0]);
    } else if (event.key === 'End') {
      focusStep(steps[steps.length - 1]);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      onRemove(step);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <ol
      ref={listRef}
      className="jp-PipelineSteps"
      aria-label={trans.__('Steps')}
      onKeyDown={onKeyDown}
    >
      {steps.map((step, index) => (
        <StepCard
          key={step.id}
          actions={actions}
          // A closed card does not depend on the other steps: it is drawn
          // again only when its own step changes.
          columns={open.has(step.id) ? props.columns : null}
          component={components.get(step.component)}
          components={components}
          draggedIndex={draggedIndex}
          focus={focus?.step === step.id ? focus : null}
          index={index}
          isOpen={open.has(step.id)}
          isSelected={step.id === selectedStep}
          isTabStop={index === stopIndex}
          onDrag={setDraggedIndex}
          onDropStep={draggedIndex === null ? NO_DROP : onDropStep}
          onDuplicate={onDuplicate}
          onRemove={onRemove}
          onToggle={onToggle}
          pipeline={open.has(step.id) ? pipeline : null}
          problems={problems.get(step.id) ?? NO_PROBLEMS}
          services={props.services}
          step={step}
          trans={trans}
        />
      ))}
    </ol>
  );
}

/**
 * A namespace for `StepList` statics.
 */
export namespace StepList {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The columns of the tables of the pipeline.
     */
    columns: IColumnsResponse;

    /**
     * The components that are known.
     */
    components: Components;

    /**
     * What wants the focus, or null.
     */
    focus: IFocusRequest | null;

    /**
     * Called with what shall have the focus; null where no step is left.
     */
    onFocusRequest: (request: IFocusRequest | null) => void;

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

const NO_PROBLEMS: readonly IProblem[] = [];

/** A constant, so that cards are not drawn again while nothing is dragged. */
const NO_DROP = (): void => undefined;

function headerOf(
  list: HTMLElement | null,
  step: string
): HTMLElement | null | undefined {
  return list?.querySelector<HTMLElement>(
    `[data-step-header="${CSS.escape(step)}"]`
  );
}

function problemsByStep(
  problems: readonly IProblem[]
): Map<string, readonly IProblem[]> {
  const result = new Map<string, IProblem[]>();
  for (const problem of problems) {
    if (problem.step !== null) {
      const known = result.get(problem.step);
      if (known) {
        known.push(problem);
      } else {
        result.set(problem.step, [problem]);
      }
    }
  }
  return result;
}
