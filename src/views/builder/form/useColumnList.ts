import * as React from 'react';

import { findColumns } from '../../../builder/columnChoices';
import type { IColumnChoice } from '../../../builder/columnChoices';
import { useOptions } from '../../useOptions';
import type { IOptions } from '../../useOptions';
import type { IColumnOption } from './ColumnOptions';

/**
 * The list of columns below a text field, and what the field has to know of it.
 */
export interface IColumnList {
  /**
   * Whether the list is on screen.
   */
  isOpen: boolean;

  /**
   * What is offered.
   */
  matches: readonly IColumnOption[];

  /**
   * How many columns match.
   */
  total: number;

  /**
   * Walks what is offered.
   */
  options: IOptions;

  /**
   * Take what is offered at a place.
   */
  pick: (index: number) => void;

  /**
   * Show the list: all columns, or those that match what the field holds.
   */
  open: (isTyped: boolean) => void;

  /**
   * Hide the list.
   */
  close: () => void;

  /**
   * Handle a key that is meant for the list.
   *
   * @returns Whether it was.
   */
  onKeyDown: (event: React.KeyboardEvent) => boolean;

  /**
   * The properties that make a text field the combobox of the list.
   */
  comboboxProps: React.InputHTMLAttributes<HTMLInputElement>;
}

/**
 * Offer columns below a text field.
 *
 * @param settings - What is offered, and for what.
 */
export function useColumnList(settings: {
  /** The columns that are known. */
  choice: IColumnChoice;
  /** The id that those of the list and its options begin with. */
  id: string;
  /** The names that are not offered. */
  left?: ReadonlySet<string>;
  /** Whether what was typed is offered, too, where it is no column. */
  offersTyped?: boolean;
  /** Called with the name that is taken. */
  onTake: (name: string) => void;
  /** What the field holds. */
  text: string;
}): IColumnList {
  const { choice, id, left, offersTyped, onTake, text } = settings;
  const [wish, setWish] = React.useState<'all' | 'matching' | null>(null);
  const query = wish === 'matching' ? text.trim() : '';
  const { matches, total } = React.useMemo(() => {
    const { shown, total } =
      wish === null
        ? { shown: [], total: 0 }
        : findColumns(choice.columns, query, left);
    const isNew =
      offersTyped &&
      query !== '' &&
      !left?.has(query) &&
      !hasName(shown, query);
    const typed: IColumnOption[] = isNew ? [{ name: query, type: null }] : [];
    return { matches: [...shown, ...typed], total };
  }, [choice, left, offersTyped, query, wish]);
  // A single name needs no list once it is typed; one of several is yet to be
  // taken.
  const isTyped =
    !offersTyped && query !== '' && matches.every(({ name }) => name === query);
  const isOpen = wish !== null && matches.length > 0 && !isTyped;

  const pick = (index: number) => {
    const option = matches[index];
    if (option) {
      setWish(null);
      onTake(option.name);
    }
  };
  const options = useOptions(isOpen ? matches.length : 0, pick);

  const open = (isTyped: boolean) => {
    setWish(isTyped ? 'matching' : 'all');
    // Where all are shown, the present one is the place to begin.
    const { shown } = findColumns(choice.columns, '', left);
    const present = shown.findIndex(({ name }) => name === text);
    options.setActive(isTyped ? 0 : Math.max(present, 0));
  };

  const onKeyDown = (event: React.KeyboardEvent): boolean => {
    if (isOpen && options.onKeyDown(event)) {
      return true;
    }
    if (!isOpen && event.key === 'ArrowDown' && !event.ctrlKey) {
      open(false);
    } else if (isOpen && event.key === 'Escape') {
      setWish(null);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    isOpen,
    matches,
    total,
    options,
    pick,
    open,
    close: () => setWish(null),
    onKeyDown,
    comboboxProps: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-controls': isOpen ? `${id}-list` : undefined,
      'aria-expanded': isOpen,
      'aria-activedescendant':
        isOpen && options.active >= 0 ? `${id}-${options.active}` : undefined,
      autoCapitalize: 'off',
      autoComplete: 'off',
      spellCheck: false
    }
  };
}

function hasName(columns: readonly IColumnOption[], name: string): boolean {
  return columns.some(column => column.name === name);
}
