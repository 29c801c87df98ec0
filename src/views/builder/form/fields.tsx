import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import * as React from 'react';

import type { IFormContext } from './context';
import { useDraft } from './draft';
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
 * A number or a word, as JSON tells them apart: `0.5` is a number, `"0.5"` and
 * everything that is no JSON is a word.
 */
export function ValueField(props: Props): JSX.Element {
  const { formContext, formData, idSchema, onChange, schema } = props;
  const standard = printValue(schema.default ?? undefined);
  const [draft, setDraft] = useDraft(printValue(formData), text => {
    const printed = printValue(parseValue(text));
    return printed === standard ? '' : printed;
  });
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const hint =
    standard ||
    (example !== undefined &&
      formContext?.trans.__('e.g. %1', printValue(example))) ||
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
        onChange(parseValue(event.target.value));
      }}
    />
  );
}

/**
 * Read a value as JSON where it is some, otherwise as a word.
 *
 * @param text - What was typed.
 *
 * @returns The value; undefined for nothing.
 */
export function parseValue(text: string): unknown {
  if (text.trim() === '') {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : value;
  } catch {
    return text;
  }
}

/**
 * Write a value so that it is read again as the same.
 *
 * @param value - The value.
 */
export function printValue(value: unknown): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string') {
    return parseValue(value) === value ? value : JSON.stringify(value);
  }
  return JSON.stringify(value);
}

function parseList(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}
