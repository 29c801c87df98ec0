import type { TranslationBundle } from '@jupyterlab/translation';
import { addIcon, redoIcon, undoIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IPipeline, IProblem } from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { FieldProblems } from './FieldProblems';

/**
 * The name of the pipeline and what can be done to it as a whole.
 */
export function BuilderHeader(props: BuilderHeader.IProps): JSX.Element {
  const { actions, canRedo, canUndo, onAddStep, onExport, pipeline, trans } =
    props;
  const problems = props.problems.filter(({ pointer }) => pointer === '/name');
  const id = React.useId();
  return (
    <header className="jp-PipelineHeader">
      <input
        type="text"
        className="jp-PipelineHeader-name"
        aria-describedby={`${id}-problems`}
        aria-invalid={problems.length > 0}
        aria-label={trans.__('Name of the pipeline')}
        maxLength={200}
        placeholder={trans.__('Name of the pipeline')}
        value={pipeline.name}
        onChange={event => actions.setName(event.target.value)}
      />
      <FieldProblems id={`${id}-problems`} problems={problems} trans={trans} />
      <div
        className="jp-PipelineHeader-tools"
        role="group"
        aria-label={trans.__('Pipeline')}
      >
        <button
          type="button"
          className="jp-PipelineHeader-add jp-mod-styled"
          data-add-step
          onClick={onAddStep}
        >
          <addIcon.react tag="span" elementSize="normal" />
          {trans.__('Add step')}
        </button>
        <button
          type="button"
          className="jp-PipelineBuilder-icon"
          aria-label={trans.__('Undo')}
          title={trans.__('Undo')}
          disabled={!canUndo}
          onClick={() => actions.undo()}
        >
          <undoIcon.react tag="span" elementSize="normal" />
        </button>
        <button
          type="button"
          className="jp-PipelineBuilder-icon"
          aria-label={trans.__('Redo')}
          title={trans.__('Redo')}
          disabled={!canRedo}
          onClick={() => actions.redo()}
        >
          <redoIcon.react tag="span" elementSize="normal" />
        </button>
        <button
          type="button"
          className="jp-PipelineHeader-export jp-mod-styled jp-mod-accept"
          onClick={onExport}
        >
          {trans.__('Export…')}
        </button>
      </div>
      <details className="jp-PipelineHeader-description">
        <summary id={id}>{trans.__('Description')}</summary>
        <textarea
          aria-labelledby={id}
          placeholder={trans.__('What the pipeline is for. Markdown.')}
          rows={4}
          value={pipeline.description}
          onChange={event => actions.setDescription(event.target.value)}
        />
      </details>
    </header>
  );
}

/**
 * A namespace for `BuilderHeader` statics.
 */
export namespace BuilderHeader {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * Whether there is an edit that was undone.
     */
    canRedo: boolean;

    /**
     * Whether there is an edit to undo.
     */
    canUndo: boolean;

    /**
     * Called when the user wants to choose a step to add.
     */
    onAddStep: () => void;

    /**
     * Called when the user wants to export.
     */
    onExport: () => void;

    /**
     * The pipeline.
     */
    pipeline: IPipeline;

    /**
     * Its problems.
     */
    problems: readonly IProblem[];

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
