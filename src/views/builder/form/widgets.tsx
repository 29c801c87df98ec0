import { folderIcon } from '@jupyterlab/ui-components';
import type { WidgetProps, RJSFSchema } from '@rjsf/utils';
import * as React from 'react';

import type { IFormContext } from './context';

type Props = WidgetProps<unknown, RJSFSchema, IFormContext>;

/**
 * A path relative to the pipeline, typed or chosen.
 */
export function PathWidget(props: Props): JSX.Element {
  const { formContext, id, onChange, placeholder, value } = props;
  const label = formContext?.trans.__('Choose a file') ?? '';
  return (
    <div className="jp-PipelineField-row">
      <input
        type="text"
        id={id}
        className="jp-mod-styled"
        aria-describedby={describedBy(id)}
        placeholder={placeholder || exampleOf(props)}
        spellCheck={false}
        value={text(value)}
        onChange={event => onChange(event.target.value || undefined)}
      />
      <button
        type="button"
        className="jp-PipelineBuilder-icon"
        aria-label={label}
        title={label}
        onClick={() => {
          void formContext?.browse().then(path => {
            if (path !== null) {
              onChange(path);
            }
          });
        }}
      >
        <folderIcon.react tag="span" elementSize="normal" />
      </button>
    </div>
  );
}

/**
 * Code in several lines. The Tab key leaves the field, as everywhere else in
 * the form, so that the keyboard is never caught in it.
 */
export function CodeWidget(props: Props): JSX.Element {
  const { id, onChange, options, value } = props;
  const lines = text(value).split('\n').length;
  const least = typeof options.rows === 'number' ? options.rows : 6;
  return (
    <textarea
      id={id}
      className="jp-PipelineField-code jp-mod-styled"
      aria-describedby={describedBy(id)}
      autoCapitalize="off"
      autoComplete="off"
      placeholder={exampleOf(props)}
      rows={Math.min(Math.max(lines + 1, least), 24)}
      spellCheck={false}
      value={text(value)}
      wrap="off"
      onChange={event => onChange(event.target.value || undefined)}
    />
  );
}

/**
 * Yes or no.
 */
export function SwitchWidget(props: Props): JSX.Element {
  const { id, onChange, value } = props;
  return (
    <input
      type="checkbox"
      id={id}
      aria-describedby={describedBy(id)}
      checked={value === true}
      onChange={event => onChange(event.target.checked)}
    />
  );
}

/**
 * A line of text.
 */
export function TextWidget(props: Props): JSX.Element {
  const { id, onChange, value } = props;
  return (
    <input
      type="text"
      id={id}
      className="jp-mod-styled"
      aria-describedby={describedBy(id)}
      placeholder={exampleOf(props)}
      spellCheck={false}
      value={text(value)}
      onChange={event => onChange(event.target.value || undefined)}
    />
  );
}

/**
 * One of several choices; the first one, empty, stands for the default where
 * the component has none of its own.
 */
export function ChoiceWidget(props: Props): JSX.Element {
  const { formContext, id, onChange, options, schema, value } = props;
  const choices = options.enumOptions ?? [];
  const index = choices.findIndex(choice => choice.value === value);
  const isUnknown = index === -1 && value !== undefined && value !== null;
  return (
    <select
      id={id}
      className="jp-mod-styled"
      aria-describedby={describedBy(id)}
      value={index === -1 ? '' : String(index)}
      onChange={event =>
        onChange(choices[Number(event.target.value || -1)]?.value)
      }
    >
      {(schema.default === undefined || isUnknown) && (
        <option value="">
          {isUnknown ? String(value) : formContext?.trans.__('Default')}
        </option>
      )}
      {choices.map((choice, position) => (
        <option key={position} value={String(position)}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/**
 * The ids of the help and the problems of a field.
 *
 * @param id - The id of the field.
 */
export function describedBy(id: string): string {
  return `${id}__help ${id}__problems`;
}

function exampleOf(props: Props): string {
  const { examples } = props.schema;
  return Array.isArray(examples) ? text(examples[0]) : '';
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
