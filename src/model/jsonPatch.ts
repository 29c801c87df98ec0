import type { JSONPath } from 'jsonc-parser';

import type { IPatchOperation } from '../_generated/models';
import { insertItem, removeValue, setValue } from './jsonText';
import { keyOrder, read } from './patching';
import { readPipeline } from './read';

/**
 * A JSON Patch (RFC 6902) as an edit of the text of a pipeline.
 *
 * The patch speaks of the pipeline with its defaults: it may add to a list or
 * an object that the text leaves out, and replace a default.
 */

/**
 * Apply a patch.
 *
 * @param text - The text of a pipeline.
 * @param patch - The operations, each for the document as those before left it.
 *
 * @returns The next text; null where an operation does not fit, or where its
 * result is no pipeline.
 */
export function patchText(
  text: string,
  patch: readonly IPatchOperation[]
): string | null {
  let result = text;
  for (const operation of patch) {
    const next = patchOnce(result, operation);
    if (next === null || readPipeline(next).unreadable) {
      return null;
    }
    result = next;
  }
  return result;
}

function patchOnce(text: string, operation: IPatchOperation): string | null {
  const keys = keysOf(operation.path);
  const last = keys?.pop();
  if (keys === null || last === undefined) {
    return null;
  }
  const place = placeIn(read(text), keys);
  if (Array.isArray(place?.value)) {
    return patchList(text, operation, place.path, place.value.length, last);
  }
  if (typeof place?.value !== 'object' || place.value === null) {
    return null;
  }
  const path = [...place.path, last];
  if (operation.op === 'remove') {
    const isWritten = placeIn(JSON.parse(text), path.map(String)) !== null;
    return isWritten ? removeValue(text, path) : null;
  }
  return operation.op === 'add' || Object.hasOwn(place.value, last)
    ? setValue(text, path, operation.value, keyOrder(place.path))
    : null;
}

function patchList(
  text: string,
  { op, value }: IPatchOperation,
  list: JSONPath,
  length: number,
  last: string
): string | null {
  const index = op === 'add' && last === '-' ? length : indexOf(last);
  if (index === null || index > length || (op !== 'add' && index === length)) {
    return null;
  }
  if (op !== 'add') {
    const path = [...list, index];
    return op === 'remove'
      ? removeValue(text, path)
      : setValue(text, path, value);
  }
  return placeIn(JSON.parse(text), list.map(String)) === null
    ? setValue(text, list, [value], keyOrder(list.slice(0, -1)))
    : insertItem(text, list, index, value);
}

/**
 * The keys of a JSON pointer (RFC 6901); null where it is none.
 */
function keysOf(pointer: string): string[] | null {
  const [first, ...keys] = pointer.split('/');
  return first === ''
    ? keys.map(key => key.replace(/~1/g, '/').replace(/~0/g, '~'))
    : null;
}

/**
 * A value within another, and the way to it; null where there is none.
 */
function placeIn(
  root: unknown,
  keys: readonly string[]
): { path: JSONPath; value: unknown } | null {
  const path: JSONPath = [];
  let value = root;
  for (const key of keys) {
    const segment = Array.isArray(value) ? indexOf(key) : key;
    if (
      segment === null ||
      typeof value !== 'object' ||
      value === null ||
      !Object.hasOwn(value, segment)
    ) {
      return null;
    }
    value = (value as { [key: string | number]: unknown })[segment];
    path.push(segment);
  }
  return { path, value };
}

function indexOf(key: string): number | null {
  return /^(0|[1-9]\d*)$/.test(key) ? Number(key) : null;
}
