import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

/**
 * A row of tabs, to be walked with the arrow keys.
 */
export function TabList(props: TabList.IProps): JSX.Element {
  const { className = '', id, label, onSelect, selected, tabs } = props;
  const list = React.useRef<HTMLDivElement>(null);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const index = tabs.findIndex(tab => tab.name === selected);
    const next = nextIndex(event.key, index, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (tab && next !== null) {
      event.preventDefault();
      event.stopPropagation();
      onSelect(tab.name);
      list.current
        ?.querySelectorAll<HTMLElement>('[role="tab"]')
        [next]?.focus();
    }
  };

  return (
    <div
      className={`jp-PipelineTabs ${className}`}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      ref={list}
    >
      {tabs.map(tab => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          id={tabId(id, tab.name)}
          aria-controls={panelId(id)}
          aria-selected={tab.name === selected}
          className="jp-PipelineTabs-tab"
          tabIndex={tab.name === selected ? 0 : -1}
          title={tab.name}
          onClick={() => onSelect(tab.name)}
        >
          {tab.icon && <tab.icon.react tag="span" />}
          {tab.label}
        </button>
      ))}
    </div>
  );
}

/**
 * A namespace for `TabList` statics.
 */
export namespace TabList {
  /**
   * A tab.
   */
  export interface ITab {
    /**
     * What it stands for.
     */
    name: string;

    /**
     * What it says.
     */
    label: string;

    /**
     * Its icon, if it has one.
     */
    icon?: LabIcon;
  }

  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * A further CSS class.
     */
    className?: string;

    /**
     * An id that no other row of tabs has.
     */
    id: string;

    /**
     * What screen readers call the row.
     */
    label: string;

    /**
     * Called with the name of the tab that the user chooses.
     */
    onSelect: (name: string) => void;

    /**
     * The name of the tab that is chosen.
     */
    selected: string;

    /**
     * The tabs.
     */
    tabs: readonly ITab[];
  }

  /**
   * The attributes of the element that shows what the chosen tab stands for.
   *
   * @param id - The id of the row of tabs.
   * @param selected - The name of the tab that is chosen.
   */
  export function panel(
    id: string,
    selected: string
  ): React.HTMLAttributes<HTMLElement> {
    return {
      id: panelId(id),
      role: 'tabpanel',
      'aria-labelledby': tabId(id, selected)
    };
  }
}

function tabId(id: string, name: string): string {
  return `${id}-tab-${name.replace(/[^\w-]/g, '_')}`;
}

function panelId(id: string): string {
  return `${id}-panel`;
}

function nextIndex(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
