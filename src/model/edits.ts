import { JSONExt } from '@lumino/coreutils';
import type { JSONValue, ReadonlyJSONValue } from '@lumino/coreutils';

import type {
  IEnvironment,
  IParameter,
  IPipeline,
  IStep
} from '../_generated/models';
import {
  copyItem,
  insertItem,
  moveItem,
  removeValue,
  renameKey,
  setValue
} from './jsonText';
import { readPipeline } from './read';

/**
 * The edits of a pipeline, each from one text of it to the next.
 *
 * An edit of something that does not exist gives the text back as it is.
 */

const DOCUMENT_KEYS = [
  'schema_version',
  'name',
  'description',
  'parameters',
  'steps',
  'environment',
  'layout'
];
const STEP_KEYS = [
  'id',
  'component',
  'inputs',
  'params',
  'title',
  'note',
  'enabled'
];
const PARAMETER_KEYS = ['name', 'type', 'default', 'description'];
const ENVIRONMENT_KEYS = ['kernel', 'python', 'pins', 'requirements'];

const STEP_DEFAULTS: Partial<IStep> = {
  inputs: {},
  params: {},
  title: '',
  note: '',
  enabled: true
};
const ENVIRONMENT_DEFAULTS: IEnvironment = {
  kernel: null,
  python: null,
  pins: 'exact',
  requirements: []
};

export function setName(text: string, name: string): string {
  return setValue(text, ['name'], name, DOCUMENT_KEYS);
}

export function setDescription(text: string, description: string): string {
  return description
    ? setValue(text, ['description'], description, DOCUMENT_KEYS)
    : removeValue(text, ['description']);
}

export function addStep(
  text: string,
  step: Partial<IStep>,
  index?: number
): string {
  const { steps } = read(text);
  const entry = withoutDefaults(step, STEP_KEYS, STEP_DEFAULTS);
  return insertInto(text, 'steps', index ?? steps.length, entry);
}

export function removeSteps(
  text: string,
  ids: readonly string[],
  replacements: ReadonlyMap<string, string>
): string {
  const removed = new Set(ids);
  let result = replaceLinks(text, link =>
    removed.has(stepOf(link)) ? replacements.get(link) : link
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

export function moveStep(text: string, id: string, index: number): string {
  const from = stepIndex(text, id);
  return from < 0 ? text : moveItem(text, ['steps'], from, index);
}

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

export function setParam(
  text: string,
  id: string,
  name: string,
  value: ReadonlyJSONValue | undefined
): string {
  return setEntry(text, id, 'params', name, value);
}

export function setInput(
  text: string,
  id: string,
  port: string,
  link: string | readonly string[] | undefined
): string {
  return setEntry(text, id, 'inputs', port, link?.length ? link : undefined);
}

export function renameStep(text: string, id: string, newId: string): string {
  const index = stepIndex(text, id);
  if (index < 0) {
    return text;
  }
  const renamed = setValue(text, ['steps', index, 'id'], newId);
  const relinked = replaceLinks(renamed, link =>
    stepOf(link) === id ? newId + link.slice(id.length) : link
  );
  return renameKey(relinked, ['layout', id], newId);
}

export function addParameter(
  text: string,
  parameter: IParameter,
  index?: number
): string {
  const { parameters } = read(text);
  const entry = withoutDefaults(parameter, PARAMETER_KEYS, { description: '' });
  return insertInto(text, 'parameters', index ?? parameters.length, entry);
}

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

export function removeParameter(text: string, name: string): string {
  const index = parameterIndex(text, name);
  if (index < 0) {
    return text;
  }
  const value = read(text).parameters[index]?.default ?? '';
  const removed = removeValue(text, ['parameters', index]);
  return replaceReferences(removed, name, value);
}

export function moveParameter(
  text: string,
  name: string,
  index: number
): string {
  const from = parameterIndex(text, name);
  return from < 0 ? text : moveItem(text, ['parameters'], from, index);
}

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

function read(text: string): IPipeline {
  const { pipeline } = readPipeline(text);
  if (!pipeline) {
    throw new Error('The text is no pipeline');
  }
  return pipeline;
}

function stepIndex(text: string, id: string): number {
  return read(text).steps.findIndex(step => step.id === id);
}

function parameterIndex(text: string, name: string): number {
  return read(text).parameters.findIndex(item => item.name === name);
}

function stepOf(link: string): string {
  return link.slice(0, link.indexOf('.'));
}

function insertInto(
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

/**
 * Set what a patch holds, and remove what equals its default.
 */
function applyPatch<T extends object>(
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

function withoutDefaults<T extends object>(
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
function dropEmpty(text: string, path: (string | number)[]): string {
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
