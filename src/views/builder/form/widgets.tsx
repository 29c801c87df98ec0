import { folderIcon } from '@jupyterlab/ui-components';
import type { WidgetProps, RJSFSchema } from '@rjsf/utils';
import * as React from 'react';

import { ColumnHint } from './ColumnHint';
import { ColumnInput } from './ColumnInput';
import { choiceOf } from './context';
import type { IFormContext } from './context';
import { useDraft } from './draft';

type Props = WidgetProps<unknown, RJSFSchema, IFormContext>;

/**
 * A path relative to the pipeline, typed or chosen.
 */
export function PathWidget(props: Props): JSX.Element {
  const { formContext, id, placeholder } = props;
  const [typed, type] = useTyped(props);
  const label = formContext?.trans.__('Choose a file') ?? '';
  return (
    <div className="jp-PipelineField-row">
      <input
        type="text"
        id={id}
        aria-describedby={describedBy(id)}
        placeholder={placeholder || hintOf(props)}
        spellCheck={false}
        value={typed}
        onChange={event => type(event.target.value)}
      />
      <button
        type="button"
        className="jp-PipelineBuilder-icon"
        aria-label={label}
        title={label}
        onClick={() => {
          void formContext?.browse().then(path => {
            if (path !== null) {
              type(path);
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
 * The name of a column, typed or chosen.
 */
export function ColumnWidget(props: Props): JSX.Element | null {
  const { formContext, id } = props;
  const [typed, type] = useTyped(props);
  if (!formContext) {
    return null;
  }
  const choice = choiceOf(formContext, id);
  const { trans } = formContext;
  return (
    <>
      <ColumnInput
        choice={choice}
        describedBy={describedBy(id)}
        id={id}
        onChange={type}
        placeholder={hintOf(props)}
        text={typed}
        trans={trans}
      />
      <ColumnHint choice={choice} trans={trans} />
    </>
  );
}

/**
 * Code in several lines. The Tab key leaves the field, as everywhere else in
 * the form, so that the keyboard is never caught in it.
 */
export function CodeWidget(props: Props): JSX.Element {
  const { id, options } = props;
  const [typed, type] = useTyped(props);
  const lines = typed.split('\n').length;
  const least = typeof options.rows === 'number' ? options.rows : 6;
  return (
    <textarea
      id={id}
      className="jp-PipelineField-code"
      aria-describedby={describedBy(id)}
      autoCapitalize="off"
      autoComplete="off"
      placeholder={hintOf(props)}
      rows={Math.min(Math.max(lines + 1, least), 24)}
      spellCheck={false}
      value={typed}
      wrap="off"
      onChange={event => type(event.target.value)}
    />
  );
}

/**
 * Yes or no.
 */
export function SwitchWidget(props: Props): JSX.Element {
  const { id, onChange, schema, value } = props;
  return (
    <input
      type="checkbox"
      id={id}
      aria-describedby={describedBy(id)}
      checked={(value ?? schema.default) === true}
      onChange={event => onChange(event.target.checked)}
    />
  );
}

/**
 * A line of text, or a number.
 */
export function TextWidget(props: Props): JSX.Element {
  const { id, schema } = props;
  const [typed, type] = useTyped(props);
  return (
    <input
      type="text"
      id={id}
      inputMode={isNumber(schema) ? 'decimal' : undefined}
      aria-describedby={describedBy(id)}
      placeholder={hintOf(props)}
      spellCheck={false}
      value={typed}
      onChange={event => type(event.target.value)}
    />
  );
}

/**
 * One of several choices; an empty one stands for a setting that is left out
 * and has no default.
 */
export function ChoiceWidget(props: Props): JSX.Element {
  const { formContext, id, onChange, options, schema, value } = props;
  const choices = options.enumOptions ?? [];
  const shown: unknown = value ?? schema.default;
  const index = choices.findIndex(choice => choice.value === shown);
  const isUnknown = index === -1 && shown !== undefined && shown !== null;
  return (
    <select
      id={id}
      aria-describedby={describedBy(id)}
      value={index === -1 ? '' : String(index)}
      onChange={event =>
        onChange(choices[Number(event.target.value || -1)]?.value)
      }
    >
      {(schema.default === undefined || index === -1) && (
        <option value="">
          {isUnknown ? String(shown) : formContext?.trans.__('Default')}
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

/**
 * The text of a field, and what takes what is typed. A text that equals the
 * default is not stored, yet stays in the field.
 */
function useTyped(props: Props): [string, (typed: string) => void] {
  const { onChange, schema, value } = props;
  const standard = text(schema.default);
  const [draft, setDraft] = useDraft(text(value), typed => {
    const number = Number(typed);
    const plain =
      isNumber(schema) && typed.trim() !== '' && Number.isFinite(number)
        ? String(number)
        : typed;
    return plain === standard ? '' : plain;
  });
  const type = (typed: string) => {
    setDraft(typed);
    onChange(typed || undefined);
  };
  return [draft, type];
}

function isNumber({ type }: RJSFSchema): boolean {
  return type === 'number' || type === 'integer';
}

/**
 * What an empty field says: the default that holds, or else an example.
 */
function hintOf({ formContext, schema }: Props): string {
  const { examples } = schema;
  const standard = text(schema.default);
  if (standard !== '') {
    return standard;
  }
  return Array.isArray(examples)
    ? (formContext?.trans.__('e.g. %1', text(examples[0])) ?? '')
    : '';
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
