import { JSONExt } from '@lumino/coreutils';
import type { JSONValue, ReadonlyJSONValue } from '@lumino/coreutils';

import type { IPipeline } from '../_generated/models';
import { insertItem, removeValue, setValue } from './jsonText';
import { readPipeline } from './read';

/**
 * What the edits of a pipeline share: each takes the text of one and gives the
 * next.
 */

/**
 * The keys of a document in the order in which new ones are written.
 */
export const DOCUMENT_KEYS = [
  'schema_version',
  'name',
  'description',
  'parameters',
  'steps',
  'environment',
  'layout'
];

/**
 * The keys of a step in the order in which new ones are written.
 */
export const STEP_KEYS = [
  'id',
  'component',
  'inputs',
  'params',
  'title',
  'note',
  'enabled'
];

/**
 * The order in which the keys of a part of the document are written.
 *
 * @param path - Keys and indexes from the root to the part.
 */
export function keyOrder(path: readonly (string | number)[]): string[] {
  if (path.length === 0) {
    return DOCUMENT_KEYS;
  }
  return path.length === 2 && path[0] === 'steps' ? STEP_KEYS : [];
}

/**
 * Read a text that is known to be a pipeline.
 */
export function read(text: string): IPipeline {
  const { pipeline } = readPipeline(text);
  if (!pipeline) {
    throw new Error('The text is no pipeline');
  }
  return pipeline;
}

/**
 * Insert an entry into a list of the document, which is added if need be.
 */
export function insertInto(
  text: string,
  list: 'steps' | 'parameters',
  index: number,
  entry: ReadonlyJSONValue
): string {
  const raw = JSON.parse(text) as { [key: string]: JSONValue };
  const present = Array.isArray(raw[list])
    ? text
    : setValue(text, [list], [], DOCUMENT_KEYS);
  return insertItem(present, [list], index, entry);
}

/**
 * Set what a patch holds, and remove what equals its default.
 */
export function applyPatch<T extends object>(
  text: string,
  path: (string | number)[],
  patch: Partial<T>,
  order: readonly string[],
  defaults: Partial<T>
): string {
  let result = text;
  for (const key of order as (keyof T & string)[]) {
    const value = patch[key] as ReadonlyJSONValue | undefined;
    if (value === undefined) {
      continue;
    }
    const fallback = defaults[key] as ReadonlyJSONValue | undefined;
    result =
      fallback !== undefined && JSONExt.deepEqual(value, fallback)
        ? removeValue(result, [...path, key])
        : setValue(result, [...path, key], value, [
            ...(path.length === 1 ? DOCUMENT_KEYS : []),
            ...order
          ]);
  }
  return result;
}

/**
 * Leave out what equals its default.
 */
export function withoutDefaults<T extends object>(
  value: Partial<T>,
  order: readonly string[],
  defaults: Partial<T>
): ReadonlyJSONValue {
  const entries = (order as (keyof T & string)[])
    .map(key => [key, value[key]] as [string, ReadonlyJSONValue | undefined])
    .filter(([key, item]) => {
      const fallback = defaults[key as keyof T] as ReadonlyJSONValue;
      return (
        item !== undefined &&
        (fallback === undefined || !JSONExt.deepEqual(item, fallback))
      );
    });
  return Object.fromEntries(entries) as ReadonlyJSONValue;
}

/**
 * Remove an object that has lost its last key.
 */
export function dropEmpty(text: string, path: (string | number)[]): string {
  let value: unknown = JSON.parse(text);
  for (const key of path) {
    value = (value as { [key: string | number]: unknown } | undefined)?.[key];
  }
  const isEmpty =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0;
  return isEmpty ? removeValue(text, path) : text;
}
