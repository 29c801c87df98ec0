import * as React from 'react';

/**
 * How many options the page keys pass.
 */
const PAGE = 10;

/**
 * The options of a list that are walked with the arrow keys while the focus
 * stays in a text field, as the ARIA pattern of a combobox has it.
 */
export interface IOptions {
  /**
   * The place of the option that Enter takes; -1 where there is none.
   */
  active: number;

  /**
   * Make another option the one that Enter takes.
   */
  setActive: (index: number) => void;

  /**
   * Handle a key that is meant for the list.
   *
   * @returns Whether it was.
   */
  onKeyDown: (event: React.KeyboardEvent) => boolean;

  /**
   * The element of the list, which scrolls to the active option.
   */
  listRef: React.RefObject<HTMLDivElement>;
}

/**
 * Walk the options of a list.
 *
 * @param count - How many options there are.
 * @param onPick - Called with the place of the option that is taken.
 */
export function useOptions(
  count: number,
  onPick: (index: number) => void
): IOptions {
  const [wanted, setActive] = React.useState(0);
  const active = Math.min(wanted, count - 1);
  const listRef = React.useRef<HTMLDivElement>(null);

  React.useEffect(() => {
    listRef.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest' });
  }, [active, count]);

  const onKeyDown = (event: React.KeyboardEvent): boolean => {
    const next = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE
    }[event.key];
    if (next !== undefined) {
      setActive(Math.max(Math.min(next, count - 1), 0));
    } else if (event.key === 'Enter' && active >= 0) {
      onPick(active);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return { active, setActive, onKeyDown, listRef };
}
