import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ColumnType, IKnownColumn } from '../../../_generated/models';
import type { IOptions } from '../../useOptions';

/**
 * A column that is offered; one without a type is a name that was typed.
 */
export interface IColumnOption {
  name: string;
  type: ColumnType | null;
}

/**
 * The list of a combobox of columns.
 */
export function ColumnOptions(props: ColumnOptions.IProps): JSX.Element {
  const { id, label, matches, onPick, options, total, trans } = props;
  const { active, listRef, setActive } = options;
  const rootRef = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    rootRef.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const hidden = total - matches.filter(({ type }) => type !== null).length;
  return (
    <div ref={rootRef} className="jp-PipelineColumns-popup">
      <div
        ref={listRef}
        id={`${id}-list`}
        className="jp-PipelineColumns-list"
        role="listbox"
        aria-label={label}
      >
        {matches.map((option, index) => (
          <div
            key={`${option.type}/${option.name}`}
            id={`${id}-${index}`}
            className="jp-PipelineColumns-option"
            role="option"
            aria-selected={index === active}
            title={option.name}
            // Keeps the focus in the text field.
            onMouseDown={event => event.preventDefault()}
            onClick={() => onPick(index)}
            onMouseMove={() => setActive(index)}
          >
            <span className="jp-PipelineColumns-name">
              {option.type === null
                ? trans.__('Use “%1”', option.name)
                : option.name}
            </span>
            {option.type !== null && (
              <span className="jp-PipelineColumns-type">
                {typeLabel(option.type, trans)}
              </span>
            )}
          </div>
        ))}
      </div>
      {hidden > 0 && (
        <p className="jp-PipelineColumns-more">
          {trans._n(
            '%1 more column: type to find it',
            '%1 more columns: type to find them',
            hidden,
            hidden
          )}
        </p>
      )}
    </div>
  );
}

/**
 * A namespace for `ColumnOptions` statics.
 */
export namespace ColumnOptions {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The id that those of the list and its options begin with.
     */
    id: string;

    /**
     * What the list is called.
     */
    label: string;

    /**
     * What is offered.
     */
    matches: readonly IColumnOption[];

    /**
     * Called with the place of the option that is clicked.
     */
    onPick: (index: number) => void;

    /**
     * Walks the options.
     */
    options: IOptions;

    /**
     * How many columns match, those not offered included.
     */
    total: number;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

/**
 * What a type of columns is called.
 *
 * @param type - The type.
 * @param trans - The translation bundle.
 */
export function typeLabel(
  type: IKnownColumn['type'],
  trans: TranslationBundle
): string {
  switch (type) {
    case 'integer':
      return trans.__('integer');
    case 'number':
      return trans.__('number');
    case 'boolean':
      return trans.__('yes or no');
    case 'text':
      return trans.__('text');
    case 'category':
      return trans.__('category');
    case 'datetime':
      return trans.__('date');
    case 'unknown':
      return '';
  }
}
