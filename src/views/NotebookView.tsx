import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IPreviewCell } from '../preview/cells';
import type { IPreviewRenderers } from '../preview/renderers';
import { Rendered } from './Rendered';

/**
 * A notebook as the list of its cells; those of a step lead to it.
 */
export function NotebookView(props: NotebookView.IProps): JSX.Element {
  const { cells, onSelectStep, renderers, selectedStep, trans } = props;
  const list = React.useRef<HTMLOListElement>(null);
  React.useEffect(() => {
    list.current
      ?.querySelector('[aria-current="true"]')
      ?.scrollIntoView({ block: 'nearest' });
  }, [selectedStep]);
  return (
    <ol
      className="jp-PipelineNotebook"
      ref={list}
      aria-label={trans.__('Cells of the notebook')}
    >
      {cells.map(cell => (
        <Cell
          key={cell.id}
          cell={cell}
          isSelected={cell.step !== null && cell.step === selectedStep}
          onSelectStep={onSelectStep}
          renderers={renderers}
        />
      ))}
    </ol>
  );
}

/**
 * A namespace for `NotebookView` statics.
 */
export namespace NotebookView {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The cells.
     */
    cells: readonly IPreviewCell[];

    /**
     * Called with the step that the user points at.
     */
    onSelectStep: (step: string) => void;

    /**
     * Draw the cells.
     */
    renderers: IPreviewRenderers;

    /**
     * The id of the selected step, or null.
     */
    selectedStep: string | null;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

interface ICellProps {
  cell: IPreviewCell;
  isSelected: boolean;
  onSelectStep: (step: string) => void;
  renderers: IPreviewRenderers;
}

const Cell = React.memo((props: ICellProps): JSX.Element => {
  const { cell, isSelected, onSelectStep, renderers } = props;
  const { kind, source, step } = cell;
  const select = step === null ? undefined : () => onSelectStep(step);
  return (
    <li
      className={`jp-PipelineNotebook-cell jp-mod-${kind}`}
      aria-current={isSelected || undefined}
      tabIndex={select ? 0 : undefined}
      onClick={select}
      onKeyDown={event => {
        if (select && (event.key === 'Enter' || event.key === ' ')) {
          event.preventDefault();
          select();
        }
      }}
    >
      <Rendered
        className="jp-PipelineNotebook-source"
        render={
          kind === 'code' ? renderers.renderCode : renderers.renderMarkdown
        }
        text={source}
      />
    </li>
  );
});
Cell.displayName = 'Cell';
