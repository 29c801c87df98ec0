import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IColumnChoice } from '../../../builder/columnChoices';
import { ColumnOptions } from './ColumnOptions';
import { useColumnList } from './useColumnList';

/**
 * The name of a column: typed, or taken from those that are known.
 */
export function ColumnInput(props: ColumnInput.IProps): JSX.Element {
  const { choice, left, onChange, placeholder, text, trans } = props;
  const ownId = React.useId();
  const id = props.id ?? ownId;
  const list = useColumnList({ choice, id, left, onTake: onChange, text });
  const { isOpen } = list;
  const isOdd = !isOpen && isOddName(choice, text);
  return (
    <div
      className="jp-PipelineColumns"
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) {
          list.close();
        }
      }}
    >
      <input
        {...list.comboboxProps}
        type="text"
        id={id}
        className={isOdd ? 'jp-mod-odd' : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid}
        aria-label={props.label}
        placeholder={placeholder}
        title={isOdd ? oddTitle(trans) : undefined}
        value={text}
        onChange={event => {
          onChange(event.target.value);
          list.open(true);
        }}
        onClick={() => {
          if (!isOpen) {
            list.open(false);
          }
        }}
        onKeyDown={event => void list.onKeyDown(event)}
      />
      {isOpen && (
        <ColumnOptions
          id={id}
          label={trans.__('Columns')}
          matches={list.matches}
          onPick={list.pick}
          options={list.options}
          total={list.total}
          trans={trans}
        />
      )}
    </div>
  );
}

/**
 * A namespace for `ColumnInput` statics.
 */
export namespace ColumnInput {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The columns that are known.
     */
    choice: IColumnChoice;

    /**
     * The ids of what describes the field.
     */
    describedBy?: string;

    /**
     * The id of the field; one of its own if left out.
     */
    id?: string;

    /**
     * Whether the name cannot be stored.
     */
    isInvalid?: boolean;

    /**
     * What the field is called, where no label stands beside it.
     */
    label?: string;

    /**
     * The names that are not offered.
     */
    left?: ReadonlySet<string>;

    /**
     * Called with what is typed or taken.
     */
    onChange: (text: string) => void;

    /**
     * What an empty field says.
     */
    placeholder?: string;

    /**
     * The name.
     */
    text: string;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

/**
 * Whether a name is out of place: all columns are known, and it is none.
 *
 * @param choice - The columns that are known.
 * @param name - The name.
 */
export function isOddName(choice: IColumnChoice, name: string): boolean {
  return (
    choice.isComplete &&
    name !== '' &&
    !choice.columns.some(column => column.name === name)
  );
}

/**
 * What is said of a name that is out of place.
 *
 * @param trans - The translation bundle.
 */
export function oddTitle(trans: TranslationBundle): string {
  return trans.__('The table has no such column');
}
