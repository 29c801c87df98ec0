import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IColumnChoice } from '../../../builder/columnChoices';
import { ColumnHint } from './ColumnHint';
import { isOddName, oddTitle } from './ColumnInput';
import { ColumnOptions } from './ColumnOptions';
import type { IFormContext } from './context';
import { choiceOf } from './context';
import { useColumnList } from './useColumnList';
import { describedBy } from './widgets';

type Props = FieldProps<unknown, RJSFSchema, IFormContext>;

/**
 * Names of columns in an order: those that are chosen, and a text field for
 * more. Pasted lines become a name each.
 */
export function ColumnsField(props: Props): JSX.Element | null {
  const { formContext, formData, idSchema, onChange } = props;
  const id = idSchema.$id;
  return formContext ? (
    <ChosenColumns
      choice={choiceOf(formContext, id)}
      id={id}
      names={Array.isArray(formData) ? formData.map(String) : []}
      onChange={names => onChange(names.length > 0 ? names : undefined)}
      trans={formContext.trans}
    />
  ) : null;
}

function ChosenColumns(props: {
  choice: IColumnChoice;
  id: string;
  names: readonly string[];
  onChange: (names: readonly string[]) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { choice, id, names, onChange, trans } = props;
  const chosen = React.useMemo(() => new Set(names), [names]);
  const [text, setText] = React.useState('');
  const [said, setSaid] = React.useState('');
  const inputRef = React.useRef<HTMLInputElement>(null);
  const chipsRef = React.useRef<HTMLUListElement>(null);
  const focusWish = React.useRef<number | null>(null);

  const focusChip = (index: number) => {
    const chips = chipsRef.current?.querySelectorAll('button');
    (chips?.[index] ?? inputRef.current)?.focus();
  };
  // A chip that is removed or moved takes the focus with it when it is drawn.
  React.useEffect(() => {
    if (focusWish.current !== null) {
      focusChip(focusWish.current);
      focusWish.current = null;
    }
  });

  const add = (...more: readonly string[]) => {
    const fresh = more.map(name => name.trim()).filter(Boolean);
    onChange([...new Set([...names, ...fresh])]);
    setText('');
    setSaid(trans.__('Added %1', fresh.join(', ')));
  };
  const list = useColumnList({
    choice,
    id,
    left: chosen,
    offersTyped: true,
    onTake: add,
    text
  });
  const remove = (index: number) => {
    onChange(names.filter((_, place) => place !== index));
    setSaid(trans.__('Removed %1', names[index]));
  };

  const onChipKey = (event: React.KeyboardEvent, index: number) => {
    const next = { ArrowLeft: index - 1, ArrowRight: index + 1 }[event.key];
    if (next !== undefined && event.altKey) {
      const moved = swapped(names, index, next);
      if (moved) {
        onChange(moved);
        focusWish.current = next;
        setSaid(trans.__('Moved %1 to place %2', names[index], next + 1));
      }
    } else if (next !== undefined) {
      focusChip(Math.max(next, 0));
    } else if (event.key === 'Backspace' || event.key === 'Delete') {
      remove(index);
      focusWish.current =
        event.key === 'Backspace' ? Math.max(index - 1, 0) : index;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onInputKey = (event: React.KeyboardEvent) => {
    if (list.onKeyDown(event)) {
      return;
    }
    if (event.key === 'Enter' && text.trim()) {
      add(text);
    } else if (event.key === 'Backspace' && text === '' && names.length > 0) {
      remove(names.length - 1);
    } else if (event.key === 'ArrowLeft' && text === '' && names.length > 0) {
      focusChip(names.length - 1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className="jp-PipelineColumns"
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) {
          list.close();
          if (text.trim()) {
            add(text);
          }
        }
      }}
    >
      <div
        className="jp-PipelineChips"
        onClick={event => {
          if (event.target === event.currentTarget) {
            inputRef.current?.focus();
          }
        }}
      >
        <ul
          ref={chipsRef}
          className="jp-PipelineChips-list"
          aria-label={trans.__('Chosen columns')}
        >
          {names.map((name, index) => (
            <li
              key={name}
              className={`jp-PipelineChip ${isOddName(choice, name) ? 'jp-mod-odd' : ''}`}
              title={isOddName(choice, name) ? oddTitle(trans) : name}
            >
              <span className="jp-PipelineChip-name">{name}</span>
              <button
                type="button"
                tabIndex={-1}
                aria-label={trans.__('Remove %1', name)}
                title={trans.__('Remove')}
                onClick={() => {
                  remove(index);
                  inputRef.current?.focus();
                }}
                onKeyDown={event => onChipKey(event, index)}
              >
                <closeIcon.react tag="span" width="12px" />
              </button>
            </li>
          ))}
        </ul>
        <input
          {...list.comboboxProps}
          ref={inputRef}
          type="text"
          id={id}
          aria-describedby={describedBy(id)}
          placeholder={names.length === 0 ? trans.__('Add columns') : undefined}
          value={text}
          onChange={event => {
            setText(event.target.value);
            list.open(true);
          }}
          onClick={() => {
            if (!list.isOpen) {
              list.open(text !== '');
            }
          }}
          onKeyDown={onInputKey}
          onPaste={event => {
            const pasted = event.clipboardData.getData('text/plain');
            const lines = pasted.split(/[\r\n]+/);
            if (lines.length > 1) {
              event.preventDefault();
              add(...lines);
            }
          }}
        />
      </div>
      {list.isOpen && (
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
      <ColumnHint choice={choice} trans={trans} />
      <span className="jp-PipelineBuilder-visuallyHidden" role="status">
        {said}
      </span>
    </div>
  );
}

function swapped(
  names: readonly string[],
  a: number,
  b: number
): readonly string[] | null {
  const [first, second] = [names[a], names[b]];
  if (first === undefined || second === undefined) {
    return null;
  }
  return names.map((name, index) =>
    index === a ? second : index === b ? first : name
  );
}
