import { JSONExt } from '@lumino/coreutils';
import type { ReadonlyJSONValue } from '@lumino/coreutils';

import type { IStep } from '../_generated/models';
import {
  copyItem,
  moveItem,
  removeValue,
  renameKey,
  setValue
} from './jsonText';
import {
  applyPatch,
  dropEmpty,
  insertInto,
  read,
  STEP_KEYS,
  withoutDefaults
} from './patching';
import { stepOfLink } from './wiring';

/**
 * The edits of the steps of a pipeline, each from one text of it to the next.
 *
 * An edit of something that does not exist gives the text back as it is.
 */

const STEP_DEFAULTS: Partial<IStep> = {
  inputs: {},
  params: {},
  title: '',
  note: '',
  enabled: true
};

/**
 * Add a step.
 */
export function addStep(
  text: string,
  step: Partial<IStep>,
  index?: number
): string {
  const { steps } = read(text);
  const entry = withoutDefaults(step, STEP_KEYS, STEP_DEFAULTS);
  return insertInto(text, 'steps', index ?? steps.length, entry);
}

/**
 * Remove steps, and replace or remove the links to them.
 */
export function removeSteps(
  text: string,
  ids: readonly string[],
  replacements: ReadonlyMap<string, string>
): string {
  const removed = new Set(ids);
  let result = replaceLinks(text, link =>
    removed.has(stepOfLink(link)) ? replacements.get(link) : link
  );
  const { steps } = read(result);
  for (let index = steps.length - 1; index >= 0; index--) {
    const id = steps[index]?.id;
    if (id !== undefined && removed.has(id)) {
      result = removeValue(result, ['steps', index]);
      result = removeValue(result, ['layout', id]);
    }
  }
  return result;
}

/**
 * Move a step to an index, counted without it.
 */
export function moveStep(text: string, id: string, index: number): string {
  const from = stepIndex(text, id);
  return from < 0 ? text : moveItem(text, ['steps'], from, index);
}

/**
 * Insert a copy of a step behind it.
 */
export function duplicateStep(
  text: string,
  id: string,
  copyId: string
): string {
  const index = stepIndex(text, id);
  return index < 0
    ? text
    : setValue(
        copyItem(text, ['steps'], index),
        ['steps', index + 1, 'id'],
        copyId
      );
}

/**
 * Change parts of a step.
 */
export function updateStep(
  text: string,
  id: string,
  patch: Partial<IStep>
): string {
  const index = stepIndex(text, id);
  return index < 0
    ? text
    : applyPatch(text, ['steps', index], patch, STEP_KEYS, STEP_DEFAULTS);
}

/**
 * Set a parameter of a step, or remove it.
 */
export function setParam(
  text: string,
  id: string,
  name: string,
  value: ReadonlyJSONValue | undefined
): string {
  return setEntry(text, id, 'params', name, value);
}

/**
 * Link an input of a step, or leave it without a link.
 */
export function setInput(
  text: string,
  id: string,
  port: string,
  link: string | readonly string[] | undefined
): string {
  return setEntry(text, id, 'inputs', port, link?.length ? link : undefined);
}

/**
 * Change the id of a step, in the links to it too.
 */
export function renameStep(text: string, id: string, newId: string): string {
  const index = stepIndex(text, id);
  if (index < 0) {
    return text;
  }
  const renamed = setValue(text, ['steps', index, 'id'], newId);
  const relinked = replaceLinks(renamed, link =>
    stepOfLink(link) === id ? newId + link.slice(id.length) : link
  );
  return renameKey(relinked, ['layout', id], newId);
}

function stepIndex(text: string, id: string): number {
  return read(text).steps.findIndex(step => step.id === id);
}

function setEntry(
  text: string,
  id: string,
  part: 'inputs' | 'params',
  key: string,
  value: ReadonlyJSONValue | undefined
): string {
  const index = stepIndex(text, id);
  if (index < 0) {
    return text;
  }
  const path = ['steps', index, part];
  if (value === undefined) {
    return dropEmpty(removeValue(text, [...path, key]), path);
  }
  const step = read(text).steps[index];
  return Object.keys(step?.[part] ?? {}).length > 0
    ? setValue(text, [...path, key], value)
    : setValue(text, path, { [key]: value }, STEP_KEYS);
}

function replaceLinks(
  text: string,
  replace: (link: string) => string | undefined
): string {
  return read(text).steps.reduce((result, step) => {
    return Object.entries(step.inputs).reduce((current, [port, link]) => {
      const links = Array.isArray(link) ? link : [link];
      const next = links
        .map(replace)
        .filter((item): item is string => item !== undefined);
      if (JSONExt.deepEqual(links, next)) {
        return current;
      }
      const value = Array.isArray(link) ? [...new Set(next)] : next[0];
      return setInput(current, step.id, port, value);
    }, result);
  }, text);
}
