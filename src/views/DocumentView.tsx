import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../_generated/models';
import type { IFormatInfo } from '../formats';
import { pipelineIcon } from '../icons';
import type { IPreviewState } from '../preview/loader';
import type { IPreviewRenderers } from '../preview/renderers';
import type { FormatName } from '../tokens';
import { ArtifactView } from './ArtifactView';
import { ProblemBanner } from './ProblemBanner';
import { FixContext } from './ProblemText';
import { TabList } from './TabList';

/**
 * What each format would give for a pipeline document.
 */
export function DocumentView(props: DocumentView.IProps): JSX.Element {
  const { format, formats, isEmpty, message, onFormat, preview, trans } = props;
  const id = React.useId();
  const rootRef = React.useRef<HTMLDivElement>(null);
  if (isEmpty && !message) {
    return <EmptyView onAddStep={props.onAddStep} trans={trans} />;
  }
  const { error, isLoading, response } = preview;
  const problems = error?.problems.length ? error.problems : props.problems;
  const onFix = (problem: IProblem) => {
    if (props.onFix(problem)) {
      // The button goes with its problem; the tab of the format stays.
      rootRef.current
        ?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
        ?.focus();
    }
  };
  const isStale =
    error !== null || problems.some(({ severity }) => severity === 'error');
  return (
    <div ref={rootRef} className="jp-PipelineDocument">
      <FixContext.Provider value={problems === props.problems ? onFix : null}>
        <ProblemBanner
          message={message ?? error?.message ?? null}
          onSelectStep={props.onSelectStep}
          problems={problems}
          stepTitle={props.stepTitle}
          trans={trans}
        />
      </FixContext.Provider>
      <div className="jp-PipelineBuilder-visuallyHidden" role="status">
        {props.announcement}
      </div>
      <TabList
        id={id}
        label={trans.__('Formats')}
        tabs={formats}
        selected={format}
        onSelect={onFormat}
      />
      <div
        className="jp-PipelineDocument-panel"
        {...TabList.panel(id, format)}
        aria-busy={isLoading}
      >
        {isLoading && <div className="jp-PipelineDocument-progress" />}
        {isStale && response && (
          <p className="jp-PipelineDocument-stale">
            {trans.__(
              'This is how it was before: the pipeline cannot be exported now.'
            )}
          </p>
        )}
        {response ? (
          <ArtifactView
            key={format}
            artifacts={response.artifacts}
            onSelectStep={props.onSelectStep}
            renderers={props.renderers}
            selectedStep={props.selectedStep}
            trans={trans}
          />
        ) : (
          <p className="jp-PipelineDocument-note" role="status">
            {isLoading
              ? trans.__('Generating the preview…')
              : trans.__('There is no preview until the problems are solved.')}
          </p>
        )}
      </div>
    </div>
  );
}

/**
 * A namespace for `DocumentView` statics.
 */
export namespace DocumentView {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What users of screen readers are told.
     */
    announcement: string;

    /**
     * The format that is shown.
     */
    format: FormatName;

    /**
     * The formats.
     */
    formats: readonly IFormatInfo[];

    /**
     * Whether the pipeline has no steps.
     */
    isEmpty: boolean;

    /**
     * Why the document is no pipeline or cannot be checked, or null.
     */
    message: string | null;

    /**
     * Called when the user wants to add a first step.
     */
    onAddStep: () => void;

    /**
     * Called with a problem of the document whose fix the user wants; returns
     * whether it was applied.
     */
    onFix: (problem: IProblem) => boolean;

    /**
     * Called with the format that the user chooses.
     */
    onFormat: (format: FormatName) => void;

    /**
     * Called with the step that the user points at.
     */
    onSelectStep: (step: string) => void;

    /**
     * The preview of the format.
     */
    preview: IPreviewState;

    /**
     * The problems of the document.
     */
    problems: readonly IProblem[];

    /**
     * Draw the preview.
     */
    renderers: IPreviewRenderers;

    /**
     * The id of the selected step, or null.
     */
    selectedStep: string | null;

    /**
     * Says what a step is called.
     */
    stepTitle: (id: string) => string;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

function EmptyView(props: {
  onAddStep: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { onAddStep, trans } = props;
  return (
    <div className="jp-PipelineDocument jp-mod-empty">
      <pipelineIcon.react tag="span" className="jp-PipelineDocument-emblem" />
      <h2>{trans.__('This pipeline has no steps yet')}</h2>
      <p>
        {trans.__(
          'Add a first step in the Pipeline sidebar, such as one that reads a table. What the pipeline exports to is shown here.'
        )}
      </p>
      <button
        type="button"
        className="jp-Button jp-mod-styled jp-mod-accept"
        onClick={onAddStep}
      >
        {trans.__('Add a step')}
      </button>
    </div>
  );
}
