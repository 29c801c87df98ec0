import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyJSONValue } from '@lumino/coreutils';

import type {
  IComponent,
  IEnvironment,
  IParameter,
  IProblem,
  IStep
} from '../_generated/models';
import { bypassLinks, newStep, uniqueStepId } from '../model/newStep';
import type { Components } from '../model/wiring';
import { linksOf, moveRange } from '../model/wiring';
import type { IPipelineContext } from '../tokens';
import { appliedMessage, refusedMessage } from './fixes';

/**
 * What a user can do to a pipeline in the sidebar. Every call is one step of
 * the undo history.
 */
export interface IBuilderActions {
  /** Change the name of the pipeline. */
  setName(name: string): void;

  /** Change the description of the pipeline. */
  setDescription(description: string): void;

  /**
   * Add a step behind the selected one, or at the end, with its inputs wired,
   * and select it.
   *
   * @returns The id of the step; null where the document cannot be edited.
   */
  addStep(component: IComponent): string | null;

  /**
   * Remove a step; what it took goes on to the steps that used it.
   *
   * @returns The id of the step that takes its place; null where none is left.
   */
  removeStep(step: IStep): string | null;

  /**
   * Insert a copy of a step behind it and select it.
   *
   * @returns The id of the copy.
   */
  duplicateStep(step: IStep): string;

  /**
   * Move a step among the others, as far as its links allow.
   *
   * @param step - The step.
   * @param index - Where it shall be, counted without it.
   */
  moveStep(step: IStep, index: number): void;

  /** Change words of a step, or mute it. */
  updateStep(
    step: IStep,
    patch: Partial<Pick<IStep, 'title' | 'note' | 'enabled'>>
  ): void;

  /** Change a parameter of a step; undefined means its default. */
  setParam(
    step: IStep,
    name: string,
    value: ReadonlyJSONValue | undefined
  ): void;

  /**
   * Change the name of an input or output that a step declares itself; links
   * follow it.
   */
  renamePort(
    step: IStep,
    side: 'inputs' | 'outputs',
    name: string,
    newName: string
  ): void;

  /** Link an input of a step; undefined leaves it without a link. */
  setInput(
    step: IStep,
    port: string,
    link: string | readonly string[] | undefined
  ): void;

  /** Make a value of a step a parameter of the pipeline, and refer to it. */
  promoteParam(step: IStep, name: string, parameter: IParameter): void;

  /** Add a parameter of the pipeline. */
  addParameter(parameter: IParameter): void;

  /** Change a parameter of the pipeline; references follow a new name. */
  updateParameter(name: string, patch: Partial<IParameter>): void;

  /** Remove a parameter of the pipeline; references become its default. */
  removeParameter(name: string): void;

  /** Move a parameter of the pipeline, the index counted without it. */
  moveParameter(name: string, index: number): void;

  /** Change where the artifacts are meant to run. */
  updateEnvironment(patch: Partial<IEnvironment>): void;

  /**
   * Mend a problem.
   *
   * @returns The steps as they are then; null where the fix was refused.
   */
  applyFix(problem: IProblem): readonly IStep[] | null;

  /** Point all views at a step, or at none. */
  selectStep(id: string | null): void;

  /** Undo the last edit. */
  undo(): void;

  /** Redo the edit that was undone last. */
  redo(): void;
}

/**
 * Make the actions on an open pipeline.
 *
 * @param options - The pipeline, and whom to tell.
 */
export function builderActions(
  options: builderActions.IOptions
): IBuilderActions {
  const { announce, context, trans } = options;
  const doc = context.model.sharedModel;
  const titleOf = (step: IStep) =>
    step.title || options.components().get(step.component)?.title || step.id;

  return {
    setName: name => doc.setName(name),
    setDescription: description => doc.setDescription(description),
    addStep: component => {
      const { pipeline } = doc;
      if (!pipeline) {
        return null;
      }
      const selected = pipeline.steps.findIndex(
        ({ id }) => id === context.selectedStep
      );
      const index = selected === -1 ? pipeline.steps.length : selected + 1;
      const step = newStep(pipeline, options.components(), component, index);
      doc.addStep(step, index);
      context.selectedStep = step.id;
      announce(trans.__('Added “%1” as step %2', component.title, index + 1));
      return step.id;
    },
    removeStep: step => {
      const { pipeline } = doc;
      if (!pipeline) {
        return null;
      }
      const index = pipeline.steps.findIndex(({ id }) => id === step.id);
      const next = pipeline.steps[index + 1] ?? pipeline.steps[index - 1];
      doc.removeSteps(
        [step.id],
        bypassLinks(pipeline, options.components(), [step.id])
      );
      context.selectedStep = next?.id ?? null;
      announce(trans.__('Removed “%1”. Undo brings it back.', titleOf(step)));
      return next?.id ?? null;
    },
    duplicateStep: step => {
      const copy = uniqueStepId(doc.pipeline?.steps ?? [], step.component);
      doc.duplicateStep(step.id, copy);
      context.selectedStep = copy;
      announce(trans.__('Duplicated “%1”', titleOf(step)));
      return copy;
    },
    moveStep: (step, index) => {
      const { pipeline } = doc;
      if (!pipeline) {
        return;
      }
      const present = pipeline.steps.findIndex(({ id }) => id === step.id);
      const wanted = Math.min(Math.max(index, 0), pipeline.steps.length - 1);
      const { first, last } = moveRange(pipeline.steps, step.id);
      const target = Math.min(Math.max(wanted, first), last);
      if (target !== present) {
        doc.moveStep(step.id, target);
        announce(trans.__('Moved “%1” to place %2', titleOf(step), target + 1));
      } else if (target !== wanted) {
        announce(
          trans.__(
            '“%1” cannot go there: it is linked to a step on the way',
            titleOf(step)
          )
        );
      } else {
        announce(trans.__('“%1” stays at place %2', titleOf(step), target + 1));
      }
    },
    updateStep: (step, patch) => {
      doc.updateStep(step.id, patch);
      if (patch.enabled !== undefined) {
        announce(
          patch.enabled
            ? trans.__('“%1” runs again', titleOf(step))
            : trans.__('Muted “%1”', titleOf(step))
        );
      }
    },
    setParam: (step, name, value) => doc.setParam(step.id, name, value),
    renamePort: (step, side, name, newName) => {
      const ports = step.params[side];
      const users = doc.pipeline?.steps ?? [];
      const [before, after] = [`${step.id}.${name}`, `${step.id}.${newName}`];
      doc.gesture(() => {
        doc.setParam(step.id, side, renamed(ports, name, newName));
        if (side === 'inputs') {
          doc.setInput(step.id, newName, step.inputs[name]);
          doc.setInput(step.id, name, undefined);
          return;
        }
        for (const { id, inputs } of users) {
          for (const [port, link] of Object.entries(inputs)) {
            const follow = (item: string) => (item === before ? after : item);
            if (linksOf(link).includes(before)) {
              const next = typeof link === 'string' ? after : link.map(follow);
              doc.setInput(id, port, next);
            }
          }
        }
      });
    },
    setInput: (step, port, link) => doc.setInput(step.id, port, link),
    promoteParam: (step, name, parameter) => {
      doc.gesture(() => {
        doc.addParameter(parameter);
        doc.setParam(step.id, name, { $parameter: parameter.name });
      });
      announce(trans.__('Made the parameter “%1”', parameter.name));
    },
    addParameter: parameter => {
      doc.addParameter(parameter);
      announce(trans.__('Added the parameter “%1”', parameter.name));
    },
    updateParameter: (name, patch) => doc.updateParameter(name, patch),
    removeParameter: name => {
      doc.removeParameter(name);
      announce(
        trans.__('Removed the parameter “%1”. Undo brings it back.', name)
      );
    },
    moveParameter: (name, index) => doc.moveParameter(name, index),
    updateEnvironment: patch => doc.updateEnvironment(patch),
    applyFix: problem => {
      if (!context.applyFix(problem)) {
        options.warn(refusedMessage(trans));
        return null;
      }
      announce(appliedMessage(problem, trans));
      return doc.pipeline?.steps ?? [];
    },
    selectStep: id => {
      context.selectedStep = id;
    },
    undo: () => {
      if (doc.undo()) {
        announce(trans.__('Undone'));
      }
    },
    redo: () => {
      if (doc.redo()) {
        announce(trans.__('Redone'));
      }
    }
  };
}

/**
 * A namespace for `builderActions` statics.
 */
export namespace builderActions {
  /**
   * The options of the actions.
   */
  export interface IOptions {
    /**
     * Tells users of screen readers what happened.
     */
    announce: (message: string) => void;

    /**
     * The components that are known.
     */
    components: () => Components;

    /**
     * The open pipeline.
     */
    context: IPipelineContext;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;

    /**
     * Tells all users that something cannot be done.
     */
    warn: (message: string) => void;
  }
}

/**
 * An object with one key renamed, its order kept.
 */
function renamed(
  value: ReadonlyJSONValue | undefined,
  key: string,
  newKey: string
): ReadonlyJSONValue {
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, item]) => [
      name === key ? newKey : name,
      item as ReadonlyJSONValue
    ])
  );
}
