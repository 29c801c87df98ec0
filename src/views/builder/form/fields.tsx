import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import * as React from 'react';

import type { IFormContext } from './context';
import { useDraft } from './draft';
import { parseValue, parseValues, printValue, printValues } from './values';
import { describedBy } from './widgets';

type Props = FieldProps<unknown, RJSFSchema, IFormContext>;

/**
 * A list of words: one a line, as pasted from anywhere.
 */
export function ListField(props: Props): JSX.Element {
  const { formContext, formData, idSchema, onChange } = props;
  const items = Array.isArray(formData) ? formData.map(String) : [];
  const stored = items.join('\n');
  const [draft, setDraft] = useDraft(stored, parseList);
  return (
    <textarea
      id={idSchema.$id}
      className="jp-PipelineField-list"
      aria-describedby={describedBy(idSchema.$id)}
      placeholder={formContext?.trans.__('One a line')}
      rows={Math.min(Math.max(draft.split('\n').length, 2), 12)}
      spellCheck={false}
      value={draft}
      onChange={event => {
        setDraft(event.target.value);
        const list = parseList(event.target.value);
        onChange(list.length > 0 ? list : undefined);
      }}
    />
  );
}

/**
 * Some of several choices.
 */
export function ChoicesField(props: Props): JSX.Element {
  const { formData, idSchema, onChange, schema } = props;
  const shown: unknown = formData ?? schema.default;
  const chosen: unknown[] = Array.isArray(shown) ? shown : [];
  const items = schema.items as {
    oneOf?: { const: unknown; title?: string }[];
  };
  return (
    <div id={idSchema.$id} role="group" className="jp-PipelineField-choices">
      {(items.oneOf ?? []).map((choice, index) => (
        <label key={index}>
          <input
            type="checkbox"
            checked={chosen.includes(choice.const)}
            onChange={event =>
              onChange(
                event.target.checked
                  ? [...chosen, choice.const]
                  : chosen.filter(item => item !== choice.const)
              )
            }
          />
          {choice.title ?? String(choice.const)}
        </label>
      ))}
    </div>
  );
}

/**
 * Numbers or other values in one line, with commas between.
 */
export function ValuesField(props: Props): JSX.Element {
  const { formContext, formData, idSchema, onChange, schema } = props;
  const standard = printValues(schema.default ?? []);
  const [draft, setDraft] = useDraft(printValues(formData ?? []), text => {
    const printed = printValues(parseValues(text));
    return printed === standard ? '' : printed;
  });
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  return (
    <input
      type="text"
      id={idSchema.$id}
      aria-describedby={describedBy(idSchema.$id)}
      placeholder={
        standard ||
        (example === undefined
          ? formContext?.trans.__('With commas between')
          : formContext?.trans.__('e.g. %1', printValues(example)))
      }
      spellCheck={false}
      value={draft}
      onChange={event => {
        setDraft(event.target.value);
        const values = parseValues(event.target.value);
        onChange(values.length > 0 ? values : undefined);
      }}
    />
  );
}

/**
 * Lists of words: one list a line, with commas between.
 */
export function ListsField(props: Props): JSX.Element {
  const { formContext, formData, idSchema, onChange, schema } = props;
  const [draft, setDraft] = useDraft(printLists(formData), parseLists);
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  return (
    <textarea
      id={idSchema.$id}
      className="jp-PipelineField-list"
      aria-describedby={describedBy(idSchema.$id)}
      placeholder={
        example === undefined
          ? formContext?.trans.__('One list a line, with commas between')
          : formContext?.trans.__('e.g. %1', printLists(example))
      }
      rows={Math.min(Math.max(draft.split('\n').length, 2), 12)}
      spellCheck={false}
      value={draft}
      onChange={event => {
        setDraft(event.target.value);
        const lists = parseLists(event.target.value);
        onChange(lists.length > 0 ? lists : undefined);
      }}
    />
  );
}

/**
 * A number or a word, as JSON tells them apart: `0.5` is a number, `"0.5"` and
 * everything that is no JSON is a word. Where a list is possible, a comma makes
 * one.
 */
export function ValueField(props: Props): JSX.Element {
  const { formContext, formData, idSchema, onChange, schema } = props;
  const mayBeList = props.uiSchema?.['ui:options']?.mayBeList === true;
  const read = mayBeList ? parseValueOrList : parseValue;
  const standard = printValueOrList(schema.default ?? undefined);
  const [draft, setDraft] = useDraft(printValueOrList(formData), text => {
    const printed = printValueOrList(read(text));
    return printed === standard ? '' : printed;
  });
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const hint =
    standard ||
    (example !== undefined &&
      formContext?.trans.__('e.g. %1', printValueOrList(example))) ||
    '';
  return (
    <input
      type="text"
      id={idSchema.$id}
      aria-describedby={describedBy(idSchema.$id)}
      placeholder={hint}
      spellCheck={false}
      value={draft}
      onChange={event => {
        setDraft(event.target.value);
        onChange(read(event.target.value));
      }}
    />
  );
}

function parseList(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}

function parseLists(text: string): string[][] {
  return parseList(text).map(parseWords);
}

function printLists(value: unknown): string {
  const lists: unknown[] = Array.isArray(value) ? value : [];
  return lists
    .map(list => (Array.isArray(list) ? list.join(', ') : String(list)))
    .join('\n');
}

function parseWords(text: string): string[] {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);
}

function parseValueOrList(text: string): unknown {
  return text.includes(',') ? parseWords(text) : parseValue(text);
}

function printValueOrList(value: unknown): string {
  if (!Array.isArray(value)) {
    return printValue(value);
  }
  // The comma tells a list of one from its only word.
  return value.length === 1 ? `${value[0]},` : value.join(', ');
}
