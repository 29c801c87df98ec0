import { JSONExt } from '@lumino/coreutils';
import type { ReadonlyJSONValue } from '@lumino/coreutils';

import type { IEnvironment, IParameter } from '../_generated/models';
import { moveItem, removeValue, setValue } from './jsonText';
import {
  applyPatch,
  DOCUMENT_KEYS,
  dropEmpty,
  insertInto,
  read,
  withoutDefaults
} from './patching';
import { setParam } from './stepEdits';

/**
 * The edits of a pipeline besides those of its steps, each from one text of it
 * to the next.
 *
 * An edit of something that does not exist gives the text back as it is.
 */

const PARAMETER_KEYS = ['name', 'type', 'default', 'description'];

const ENVIRONMENT_KEYS = ['kernel', 'python', 'pins', 'requirements'];

const ENVIRONMENT_DEFAULTS: IEnvironment = {
  kernel: null,
  python: null,
  pins: 'exact',
  requirements: []
};

/**
 * Change the name of the pipeline.
 */
export function setName(text: string, name: string): string {
  return setValue(text, ['name'], name, DOCUMENT_KEYS);
}

/**
 * Change the description of the pipeline, or remove it.
 */
export function setDescription(text: string, description: string): string {
  return description
    ? setValue(text, ['description'], description, DOCUMENT_KEYS)
    : removeValue(text, ['description']);
}

/**
 * Add a parameter of the pipeline.
 */
export function addParameter(
  text: string,
  parameter: IParameter,
  index?: number
): string {
  const { parameters } = read(text);
  const entry = withoutDefaults(parameter, PARAMETER_KEYS, { description: '' });
  return insertInto(text, 'parameters', index ?? parameters.length, entry);
}

/**
 * Change parts of a parameter, in the references to it too.
 */
export function updateParameter(
  text: string,
  name: string,
  patch: Partial<IParameter>
): string {
  const index = parameterIndex(text, name);
  if (index < 0) {
    return text;
  }
  const path = ['parameters', index];
  const defaults = { description: '' };
  const patched = applyPatch(text, path, patch, PARAMETER_KEYS, defaults);
  const { name: newName } = patch;
  return newName === undefined
    ? patched
    : replaceReferences(patched, name, { $parameter: newName });
}

/**
 * Remove a parameter, and put its default where steps referred to it.
 */
export function removeParameter(text: string, name: string): string {
  const index = parameterIndex(text, name);
  if (index < 0) {
    return text;
  }
  const value = read(text).parameters[index]?.default ?? '';
  const removed = removeValue(text, ['parameters', index]);
  return replaceReferences(removed, name, value);
}

/**
 * Move a parameter to an index, counted without it.
 */
export function moveParameter(
  text: string,
  name: string,
  index: number
): string {
  const from = parameterIndex(text, name);
  return from < 0 ? text : moveItem(text, ['parameters'], from, index);
}

/**
 * Change parts of the environment.
 */
export function updateEnvironment(
  text: string,
  patch: Partial<IEnvironment>
): string {
  return dropEmpty(
    applyPatch(
      text,
      ['environment'],
      patch,
      ENVIRONMENT_KEYS,
      ENVIRONMENT_DEFAULTS
    ),
    ['environment']
  );
}

function parameterIndex(text: string, name: string): number {
  return read(text).parameters.findIndex(item => item.name === name);
}

function replaceReferences(
  text: string,
  name: string,
  value: ReadonlyJSONValue
): string {
  return read(text).steps.reduce((result, step) => {
    return Object.entries(step.params).reduce(
      (current, [key, item]) =>
        JSONExt.deepEqual(item, { $parameter: name })
          ? setParam(current, step.id, key, value)
          : current,
      result
    );
  }, text);
}
