import type { IParameter, IStep, ParameterType } from '../_generated/models';

const STANDARD: Readonly<Record<ParameterType, IParameter['default']>> = {
  string: '',
  integer: 0,
  number: 0,
  boolean: false
};

/**
 * A name for a parameter that no other has.
 *
 * @param parameters - The parameters of the pipeline.
 * @param wanted - The name to begin with.
 */
export function uniqueParameterName(
  parameters: readonly IParameter[],
  wanted: string
): string {
  const taken = new Set(parameters.map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) {
    name = `${wanted}_${count}`;
  }
  return name;
}

/**
 * A parameter of the pipeline made of a setting of a step, with its value.
 *
 * @param parameters - The parameters that the pipeline has.
 * @param setting - The name of the setting.
 * @param schema - Its JSON Schema, if it is known.
 * @param step - The step.
 */
export function newParameter(
  parameters: readonly IParameter[],
  setting: string,
  schema: Record<string, unknown> | undefined,
  step: IStep
): IParameter {
  const type = parameterType(schema?.type);
  const value = step.params[setting] ?? schema?.default;
  return {
    name: uniqueParameterName(parameters, setting),
    type,
    default: isOfType(value, type) ? value : STANDARD[type],
    description:
      typeof schema?.description === 'string' ? schema.description : ''
  };
}

/**
 * Turn a value into one of another type, as far as it can be: what cannot is
 * the empty value of that type.
 *
 * @param value - The value.
 * @param type - The type.
 */
export function convertDefault(
  value: IParameter['default'],
  type: ParameterType
): IParameter['default'] {
  if (type === 'string') {
    return String(value);
  }
  if (type === 'boolean') {
    return value === true || value === 'true';
  }
  const number = Number(value);
  if (!Number.isFinite(number)) {
    return STANDARD[type];
  }
  return type === 'integer' ? Math.trunc(number) : number;
}

function parameterType(type: unknown): ParameterType {
  return type === 'integer' || type === 'number' || type === 'boolean'
    ? type
    : 'string';
}

function isOfType(
  value: unknown,
  type: ParameterType
): value is IParameter['default'] {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
  }
}
