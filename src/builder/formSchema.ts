import { JSONExt } from '@lumino/coreutils';
import type {
  PartialJSONObject,
  ReadonlyJSONObject,
  ReadonlyJSONValue
} from '@lumino/coreutils';
import type { RJSFSchema, UiSchema } from '@rjsf/utils';

import type { IComponent, IStep } from '../_generated/models';
import { settingsOf, referenceOf } from './summary';

/**
 * How many settings a form shows without being asked for more.
 */
const SHOWN = 4;

/**
 * What is needed to draw the form of a component.
 */
export interface IFormSchema {
  /**
   * The JSON Schema.
   */
  schema: RJSFSchema;

  /**
   * Which field or widget draws what.
   */
  uiSchema: UiSchema;

  /**
   * The names of the settings that can be folded away.
   */
  folded: ReadonlySet<string>;
}

/**
 * Derive a form from the parameters of a component.
 *
 * @param component - The component.
 */
export function formSchema(component: IComponent): IFormSchema {
  const properties = settingsOf(component);
  const required = requiredOf(component);
  const uiSchema: UiSchema = { 'ui:order': ['*'] };
  const drawn: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    drawn[name] = withoutAlternatives(property);
    const ui = uiOf(property);
    if (ui) {
      uiSchema[name] = ui;
    }
  }
  return {
    // The server is who checks: a value that is required and missing comes
    // back as a problem, and must not keep other changes from being taken.
    schema: { type: 'object', properties: drawn as never },
    uiSchema,
    folded: foldedOf(Object.keys(properties), required)
  };
}

/**
 * The names of the parameters that a component cannot do without.
 *
 * @param component - The component.
 */
export function requiredOf(component: IComponent): ReadonlySet<string> {
  const { required } = component.params;
  return new Set(
    Array.isArray(required)
      ? required.filter((name): name is string => typeof name === 'string')
      : []
  );
}

/**
 * The values that a form shows: those of the step without references to
 * parameters of the pipeline.
 *
 * @param step - The step.
 */
export function formData(step: IStep): ReadonlyJSONObject {
  return Object.fromEntries(
    Object.entries(step.params).filter(
      ([, value]) => referenceOf(value) === null
    )
  ) as ReadonlyJSONObject;
}

/**
 * What changed in a form, as it is to be stored: a value that equals its
 * default is not stored.
 *
 * @param component - The component.
 * @param step - The step as it is stored.
 * @param data - The values of the form, with defaults filled in.
 *
 * @returns The new value by name; undefined where none is to be stored.
 */
export function changedParams(
  component: IComponent,
  step: IStep,
  data: PartialJSONObject
): Map<string, ReadonlyJSONValue | undefined> {
  const changes = new Map<string, ReadonlyJSONValue | undefined>();
  for (const [name, property] of Object.entries(settingsOf(component))) {
    const stored = step.params[name];
    if (referenceOf(stored) !== null) {
      continue;
    }
    const value = storable(data[name] as ReadonlyJSONValue, property.default);
    if (!equal(value, stored)) {
      changes.set(name, value);
    }
  }
  return changes;
}

function storable(
  value: ReadonlyJSONValue | undefined,
  standard: unknown
): ReadonlyJSONValue | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const isEmpty =
    typeof value === 'object' &&
    Object.keys(value).length === 0 &&
    standard === undefined;
  return isEmpty || equal(value, standard as ReadonlyJSONValue)
    ? undefined
    : value;
}

function equal(
  a: ReadonlyJSONValue | undefined,
  b: ReadonlyJSONValue | undefined
): boolean {
  return a === undefined || b === undefined ? a === b : JSONExt.deepEqual(a, b);
}

/**
 * A property as the form gets it: its field chooses among alternatives by what
 * is typed, and the form must not draw a choice besides.
 */
function withoutAlternatives(
  property: Record<string, unknown>
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(property).filter(([key]) => key !== 'anyOf')
  );
}

function uiOf(property: Record<string, unknown>): UiSchema | null {
  switch (property.format) {
    case 'path':
      return { 'ui:widget': 'path' };
    case 'column':
      return { 'ui:widget': 'column' };
    case 'columns':
      return { 'ui:field': 'columns' };
    case 'python':
      return { 'ui:widget': 'code' };
    case 'expression':
      return { 'ui:widget': 'code', 'ui:options': { rows: 2 } };
  }
  switch (property.type) {
    case 'array':
      return { 'ui:field': listFieldOf(property.items) };
    case 'object':
      return { 'ui:field': 'mapping' };
    case 'boolean':
      return { 'ui:widget': 'switch' };
    case 'string':
      return hasLines(property)
        ? { 'ui:widget': 'code', 'ui:options': { rows: 4 } }
        : null;
    case undefined:
      return {
        'ui:field': 'value',
        'ui:options': { mayBeList: mayBeList(property) }
      };
    default:
      return null;
  }
}

/**
 * The field for a list: choices to tick, a list in each line, values in one
 * line, or a word in each line.
 */
function listFieldOf(items: unknown): string {
  const { anyOf, oneOf, type } = (items ?? {}) as Record<string, unknown>;
  if (Array.isArray(oneOf)) {
    return 'choices';
  }
  if (type === 'array') {
    return 'lists';
  }
  const isValue =
    type === 'number' || type === 'integer' || Array.isArray(anyOf);
  return isValue ? 'values' : 'list';
}

/**
 * Whether a text is one of several lines, as an example shows.
 */
function hasLines({ examples }: Record<string, unknown>): boolean {
  return Array.isArray(examples) && String(examples[0]).includes('\n');
}

function mayBeList({ anyOf }: Record<string, unknown>): boolean {
  return (
    Array.isArray(anyOf) &&
    anyOf.some(item => (item as { type?: unknown }).type === 'array')
  );
}

function foldedOf(
  names: readonly string[],
  required: ReadonlySet<string>
): ReadonlySet<string> {
  if (names.length <= SHOWN + 1) {
    return new Set();
  }
  const optional = names.filter(name => !required.has(name));
  return new Set(optional.slice(Math.max(SHOWN - required.size, 0)));
}
