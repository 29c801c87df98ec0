import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { ColumnHint } from './ColumnHint';
import { ColumnInput } from './ColumnInput';
import { choiceOf } from './context';
import type { IFormContext } from './context';
import { parseValue, parseValues, printValue, printValues } from './values';

type Props = FieldProps<unknown, RJSFSchema, IFormContext>;

interface IValueSchema {
  type?: string;
  default?: unknown;
  oneOf?: { const: unknown; title?: string }[];
}

/**
 * Values by name, such as new names by column: a row for each.
 */
export function MappingField(props: Props): JSX.Element {
  const { formContext, formData, idSchema, onChange, schema } = props;
  const trans = formContext?.trans;
  const values = schema.additionalProperties as IValueSchema;
  const { format } = (schema.propertyNames ?? {}) as { format?: string };
  const namesColumns = format === 'column';
  const choice = choiceOf(formContext, idSchema.$id);
  const stored = toRows(formData);
  // A row without a name or a value cannot be stored; it stays on screen
  // until the stored value changes by other means.
  const [draft, setDraft] = React.useState(stored);
  const rows =
    JSON.stringify(toObject(draft)) === JSON.stringify(toObject(stored))
      ? draft
      : stored;
  const update = (next: readonly IRow[]) => {
    setDraft(next);
    const value = toObject(next);
    onChange(Object.keys(value).length > 0 ? value : undefined);
  };
  const replace = (index: number, patch: Partial<IRow>) =>
    update(rows.map((row, i) => (i === index ? { ...row, ...patch } : row)));
  return (
    <div id={idSchema.$id} role="group" className="jp-PipelineMapping">
      {rows.map((row, index) => (
        <div key={index} className="jp-PipelineField-row">
          {namesColumns && formContext ? (
            <ColumnInput
              choice={choice}
              isInvalid={isTaken(rows, index)}
              label={formContext.trans.__('Column %1', index + 1)}
              left={
                new Set(
                  rows.map(({ name }) => name).filter(name => name !== row.name)
                )
              }
              placeholder={formContext.trans.__('column')}
              text={row.name}
              trans={formContext.trans}
              onChange={name => replace(index, { name })}
            />
          ) : (
            <input
              type="text"
              aria-label={trans?.__('Name %1', index + 1)}
              aria-invalid={isTaken(rows, index)}
              placeholder={trans?.__('name')}
              spellCheck={false}
              value={row.name}
              onChange={event => replace(index, { name: event.target.value })}
            />
          )}
          <ValueInput
            label={trans?.__('Value %1', index + 1) ?? ''}
            row={row}
            schema={values}
            onChange={value => replace(index, { value })}
          />
          <button
            type="button"
            className="jp-PipelineBuilder-icon"
            aria-label={trans?.__('Remove “%1”', row.name)}
            title={trans?.__('Remove')}
            onClick={() => update(rows.filter((_, i) => i !== index))}
          >
            <closeIcon.react tag="span" elementSize="normal" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="jp-PipelineBuilder-link"
        onClick={() =>
          update([...rows, { name: '', value: firstValue(values) }])
        }
      >
        {trans?.__('Add a row')}
      </button>
      {namesColumns && formContext && (
        <ColumnHint choice={choice} trans={formContext.trans} />
      )}
    </div>
  );
}

interface IRow {
  name: string;
  value: unknown;
}

function ValueInput(props: {
  label: string;
  onChange: (value: unknown) => void;
  row: IRow;
  schema: IValueSchema;
}): JSX.Element {
  const { label, onChange, row, schema } = props;
  if (schema.oneOf) {
    const choices = schema.oneOf;
    const index = choices.findIndex(choice => choice.const === row.value);
    return (
      <select
        aria-label={label}
        value={index}
        onChange={event => onChange(choices[Number(event.target.value)]?.const)}
      >
        {index === -1 && <option value={-1}>{printValue(row.value)}</option>}
        {choices.map((choice, position) => (
          <option key={position} value={position}>
            {choice.title ?? String(choice.const)}
          </option>
        ))}
      </select>
    );
  }
  const { print, parse, placeholder } = spellingOf(schema);
  return (
    <DraftInput
      label={label}
      placeholder={placeholder}
      stored={print(row.value)}
      onChange={text => onChange(parse(text))}
    />
  );
}

/**
 * How a value is typed: as a text, as a list, or as JSON tells values apart.
 */
function spellingOf(schema: IValueSchema): {
  print: (value: unknown) => string;
  parse: (text: string) => unknown;
  placeholder: string;
} {
  if (schema.type === 'string') {
    return { print: printText, parse: text => text, placeholder: '' };
  }
  return schema.type === 'array'
    ? { print: printValues, parse: parseValues, placeholder: '1, 2, 3' }
    : { print: printValue, parse: parseValue, placeholder: '' };
}

function printText(value: unknown): string {
  return String(value ?? '');
}

/**
 * The value of a new row; undefined where there is none before it is typed.
 */
function firstValue({ default: standard, oneOf, type }: IValueSchema): unknown {
  if (standard !== undefined) {
    return standard;
  }
  return (
    oneOf?.[0]?.const ?? { string: '', array: [] as unknown[] }[type ?? '']
  );
}

/**
 * A field that keeps what was typed while it means what is stored.
 */
function DraftInput(props: {
  label: string;
  onChange: (text: string) => void;
  placeholder: string;
  stored: string;
}): JSX.Element {
  const [draft, setDraft] = React.useState(props.stored);
  const same =
    printValues(parseValues(draft)) === printValues(parseValues(props.stored));
  return (
    <input
      type="text"
      aria-label={props.label}
      placeholder={props.placeholder}
      spellCheck={false}
      value={same ? draft : props.stored}
      onChange={event => {
        setDraft(event.target.value);
        props.onChange(event.target.value);
      }}
    />
  );
}

function toRows(value: unknown): readonly IRow[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([name, item]) => ({
        name,
        value: item as unknown
      }))
    : [];
}

function toObject(rows: readonly IRow[]): Record<string, unknown> {
  const entries = rows
    .filter(
      (row, index) =>
        row.name !== '' && row.value !== undefined && !isTaken(rows, index)
    )
    .map(({ name, value }) => [name, value] as const);
  return Object.fromEntries(entries);
}

function isTaken(rows: readonly IRow[], index: number): boolean {
  return rows.findIndex(({ name }) => name === rows[index]?.name) !== index;
}
