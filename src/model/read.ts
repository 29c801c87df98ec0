import { JSONExt } from '@lumino/coreutils';
import type { JSONObject, JSONValue } from '@lumino/coreutils';

import type {
  IEnvironment,
  IParameter,
  IPipeline,
  IStep
} from '../_generated/models';

/**
 * The schema version that this front end edits.
 */
export const SCHEMA_VERSION = 1;

/**
 * How deep values may be nested, as in the server's `pipeline/limits.py`.
 */
const MAX_DEPTH = 64;

/**
 * Why the text of a document cannot be edited as a pipeline: it is no JSON, it
 * is of another schema version, or a part of it has another shape.
 */
export interface IUnreadable {
  /**
   * The kind of trouble.
   */
  reason: 'syntax' | 'depth' | 'version' | 'shape';

  /**
   * The message of the JSON parser, the version found, or the JSON pointer of
   * the part.
   */
  detail: string;
}

/**
 * The text of a document as a pipeline, or why it is none.
 */
export type ReadResult =
  | { pipeline: IPipeline; unreadable: null }
  | { pipeline: null; unreadable: IUnreadable };

/**
 * Read a pipeline with the defaults filled in.
 *
 * Only the shape is checked, as far as the builder relies on it: whether the
 * document is right is the server's to say.
 *
 * @param text - The text of a document; a blank one is a pipeline without
 * steps.
 */
export function readPipeline(text: string): ReadResult {
  if (text.trim() === '') {
    return { pipeline: blankPipeline(), unreadable: null };
  }
  try {
    const value: unknown = JSON.parse(text);
    return isTooDeep(value)
      ? { pipeline: null, unreadable: { reason: 'depth', detail: '' } }
      : { pipeline: pipelineOf(value), unreadable: null };
  } catch (error) {
    if (error instanceof ShapeError) {
      return { pipeline: null, unreadable: error.unreadable };
    }
    const detail = error instanceof Error ? error.message : String(error);
    return { pipeline: null, unreadable: { reason: 'syntax', detail } };
  }
}

/**
 * A pipeline without steps.
 *
 * @param name - Its name.
 */
export function blankPipeline(name = 'Untitled pipeline'): IPipeline {
  return pipelineOf({ schema_version: SCHEMA_VERSION, name });
}

/**
 * The text of a new document.
 *
 * @param name - The name of the pipeline.
 */
export function blankText(name?: string): string {
  const { name: given } = blankPipeline(name);
  const document = { schema_version: SCHEMA_VERSION, name: given, steps: [] };
  return JSON.stringify(document, null, 2) + '\n';
}

/**
 * Take over from a former value whatever is equal in the next one, so that an
 * unchanged step stays the same object and views need not render it again.
 *
 * @param former - The former value.
 * @param next - The next value.
 */
export function keepIdentity<T>(former: T, next: T): T {
  const result = keep(former as JSONValue, next as JSONValue);
  return result as T;
}

function keep(former: JSONValue | undefined, next: JSONValue): JSONValue {
  if (former === undefined || former === next) {
    return next;
  }
  if (Array.isArray(next)) {
    const list = Array.isArray(former) ? former : [];
    const byId = new Map(list.map(item => [idOf(item), item]));
    const kept = next.map((item, index) => {
      const id = idOf(item);
      return keep(id === null ? list[index] : byId.get(id), item);
    });
    return sameItems(list, kept) ? list : kept;
  }
  if (JSONExt.isObject(next)) {
    const object = isObject(former) ? former : {};
    const kept: JSONObject = {};
    for (const [key, item] of Object.entries(next)) {
      kept[key] = keep(object[key], item as JSONValue);
    }
    const same =
      sameItems(Object.keys(object), Object.keys(kept)) &&
      sameItems(Object.values(object), Object.values(kept));
    return same && isObject(former) ? former : kept;
  }
  return next;
}

function idOf(value: JSONValue): string | null {
  return isObject(value) && typeof value.id === 'string' ? value.id : null;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

class ShapeError extends Error {
  constructor(readonly unreadable: IUnreadable) {
    super(unreadable.detail);
  }
}

function fail(pointer: string): never {
  throw new ShapeError({ reason: 'shape', detail: pointer });
}

function pipelineOf(value: unknown): IPipeline {
  const raw = objectAt(value, '');
  if (raw.schema_version !== SCHEMA_VERSION) {
    throw new ShapeError({
      reason: 'version',
      detail: JSON.stringify(raw.schema_version ?? null)
    });
  }
  return {
    schema_version: SCHEMA_VERSION,
    name: stringAt(raw.name, '/name'),
    description: stringAt(raw.description, '/description'),
    parameters: listAt(raw.parameters, '/parameters').map(parameterOf),
    steps: listAt(raw.steps, '/steps').map(stepOf),
    environment: environmentOf(raw.environment),
    layout: objectAt(raw.layout, '/layout') as IPipeline['layout']
  };
}

function parameterOf(value: unknown, index: number): IParameter {
  const place = `/parameters/${index}`;
  const raw = objectAt(value, place);
  return {
    name: stringAt(raw.name, `${place}/name`),
    type: stringAt(raw.type, `${place}/type`) as IParameter['type'],
    default: (raw.default ?? '') as IParameter['default'],
    description: stringAt(raw.description, `${place}/description`)
  };
}

function stepOf(value: unknown, index: number): IStep {
  const place = `/steps/${index}`;
  const raw = objectAt(value, place);
  const inputs = objectAt(raw.inputs, `${place}/inputs`);
  for (const [port, link] of Object.entries(inputs)) {
    const links = Array.isArray(link) ? link : [link];
    links.forEach(item => stringAt(item, `${place}/inputs/${port}`));
  }
  return {
    id: stringAt(raw.id, `${place}/id`),
    component: stringAt(raw.component, `${place}/component`),
    inputs: inputs as IStep['inputs'],
    params: objectAt(raw.params, `${place}/params`),
    title: stringAt(raw.title, `${place}/title`),
    note: stringAt(raw.note, `${place}/note`),
    enabled: raw.enabled !== false
  };
}

function environmentOf(value: unknown): IEnvironment {
  const raw = objectAt(value, '/environment');
  const requirements = listAt(raw.requirements, '/environment/requirements');
  return {
    kernel: typeof raw.kernel === 'string' ? raw.kernel : null,
    python: typeof raw.python === 'string' ? raw.python : null,
    pins: (raw.pins ?? 'exact') as IEnvironment['pins'],
    requirements: requirements.map((item, index) =>
      stringAt(item, `/environment/requirements/${index}`)
    )
  };
}

function isTooDeep(value: unknown): boolean {
  // No recursion: the stack would not last for what this is to find.
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      return true;
    }
    level = level.flatMap(item =>
      typeof item === 'object' && item !== null ? Object.values(item) : []
    );
  }
  return false;
}

function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(value: unknown, pointer: string): JSONObject {
  if (value === undefined) {
    return {};
  }
  return isObject(value) ? value : fail(pointer);
}

function listAt(value: unknown, pointer: string): unknown[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : fail(pointer);
}

function stringAt(value: unknown, pointer: string): string {
  if (value === undefined) {
    return '';
  }
  return typeof value === 'string' ? value : fail(pointer);
}
