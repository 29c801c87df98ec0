import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon, refreshIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IComponent, IComponentProblem } from '../../_generated/models';
import { findComponents } from '../../builder/search';
import type { Components } from '../../model/wiring';
import { useOptions } from '../useOptions';
import { BrokenComponents } from './BrokenComponents';
import { Origin } from './Origin';

/**
 * A choice of all components, found by typing: a combobox whose list is walked
 * with the arrow keys while the focus stays in the search field.
 */
export function ComponentPicker(props: ComponentPicker.IProps): JSX.Element {
  const { components, onCancel, onLeave, onPick, onRefresh, trans } = props;
  const searchRef = React.useRef<HTMLInputElement>(null);
  const id = React.useId();
  const [query, setQuery] = React.useState('');
  const groups = React.useMemo(
    () => findComponents(components.values(), query, trans),
    [components, query, trans]
  );
  const flat = groups.flatMap(group => group.components);
  const pick = (index: number) => {
    const component = flat[index];
    if (component) {
      onPick(component);
    }
  };
  const { active, listRef, onKeyDown, setActive } = useOptions(
    flat.length,
    pick
  );
  const current = flat[active];

  return (
    <div
      className="jp-PipelinePicker"
      role="dialog"
      aria-label={trans.__('Add a step')}
      onBlur={event => {
        // Without a target, it is the whole window that lost the focus.
        const { currentTarget, relatedTarget } = event;
        if (relatedTarget && !currentTarget.contains(relatedTarget)) {
          onLeave();
        }
      }}
    >
      <div className="jp-PipelinePicker-head">
        <input
          ref={searchRef}
          autoFocus
          type="search"
          className="jp-PipelinePicker-search"
          placeholder={trans.__('Search %1 steps', components.size)}
          role="combobox"
          aria-label={trans.__('Search steps')}
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-expanded={true}
          aria-activedescendant={current ? `${id}-${current.id}` : undefined}
          value={query}
          onChange={event => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={event => {
            if (!onKeyDown(event) && event.key === 'Escape') {
              event.preventDefault();
              event.stopPropagation();
              onCancel();
            }
          }}
        />
        <button
          type="button"
          className="jp-PipelineBuilder-icon"
          aria-label={trans.__('Refresh components')}
          title={trans.__('Refresh components')}
          onClick={() => {
            onRefresh();
            searchRef.current?.focus();
          }}
        >
          <refreshIcon.react tag="span" elementSize="normal" />
        </button>
        <button
          type="button"
          className="jp-PipelineBuilder-icon"
          aria-label={trans.__('Close')}
          title={trans.__('Close (Escape)')}
          onClick={onCancel}
        >
          <closeIcon.react tag="span" elementSize="normal" />
        </button>
      </div>
      <BrokenComponents problems={props.brokenComponents} trans={trans} />
      <div
        ref={listRef}
        id={`${id}-list`}
        className="jp-PipelinePicker-list"
        role="listbox"
        aria-label={trans.__('Steps to add')}
      >
        {groups.map(group => (
          <div key={group.category} role="group" aria-label={group.label}>
            <div
              className={`jp-PipelinePicker-category jp-mod-${group.category}`}
              aria-hidden={true}
            >
              {group.label}
            </div>
            {group.components.map(component => (
              <div
                key={component.id}
                id={`${id}-${component.id}`}
                className="jp-PipelinePicker-option"
                role="option"
                aria-selected={component === current}
                // Keeps the focus in the search field.
                onMouseDown={event => event.preventDefault()}
                onClick={() => onPick(component)}
                onMouseMove={() => setActive(flat.indexOf(component))}
              >
                <span className="jp-PipelinePicker-title">
                  {component.title}
                  <Origin origin={component.origin} trans={trans} />
                </span>
                <span className="jp-PipelinePicker-summary">
                  {component.summary}
                </span>
              </div>
            ))}
          </div>
        ))}
        {flat.length === 0 && (
          <p className="jp-PipelineBuilder-hint">
            {trans.__(
              'No step is called that. Try another word, or take “Python code” to write your own.'
            )}
          </p>
        )}
      </div>
      <div className="jp-PipelineBuilder-visuallyHidden" role="status">
        {trans._n('%1 step found', '%1 steps found', flat.length, flat.length)}
      </div>
    </div>
  );
}

/**
 * A namespace for `ComponentPicker` statics.
 */
export namespace ComponentPicker {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What is wrong with components that could not be loaded.
     */
    brokenComponents: readonly IComponentProblem[];

    /**
     * The components that are known.
     */
    components: Components;

    /**
     * Called when the user wants none.
     */
    onCancel: () => void;

    /**
     * Called when the focus goes elsewhere.
     */
    onLeave: () => void;

    /**
     * Called with the component that the user takes.
     */
    onPick: (component: IComponent) => void;

    /**
     * Called when the user wants components to be looked for anew.
     */
    onRefresh: () => void;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
