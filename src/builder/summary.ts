import type { IComponent, IStep } from '../_generated/models';

/**
 * How many settings a summary names.
 */
const NAMED = 3;

/**
 * What distinguishes a step from others of its component, in one line: the
 * values that the user chose, in the order of the form.
 *
 * @param step - The step.
 * @param component - Its component, if it is known.
 */
export function summarize(
  step: IStep,
  component: IComponent | undefined
): string {
  const properties = Object.keys(propertiesOf(component));
  const known = properties.filter(name => name in step.params);
  const others = Object.keys(step.params).filter(
    name => !properties.includes(name)
  );
  return [...known, ...others]
    .slice(0, NAMED)
    .map(name => valueText(step.params[name]))
    .filter(Boolean)
    .join(' · ');
}

/**
 * The JSON Schemas of a component's parameters by name.
 *
 * @param component - The component, if it is known.
 */
export function propertiesOf(
  component: IComponent | undefined
): Record<string, Record<string, unknown>> {
  const properties = component?.params.properties;
  return typeof properties === 'object' && properties !== null
    ? (properties as Record<string, Record<string, unknown>>)
    : {};
}

/**
 * The parameter of the pipeline that a value refers to, or null.
 *
 * @param value - A value of a step's parameter.
 */
export function referenceOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return null;
  }
  const entries = Object.entries(value);
  const [key, name] = entries[0] ?? [];
  return entries.length === 1 &&
    key === '$parameter' &&
    typeof name === 'string'
    ? name
    : null;
}

function valueText(value: unknown): string {
  const reference = referenceOf(value);
  if (reference !== null) {
    return `$${reference}`;
  }
  if (Array.isArray(value)) {
    return value.map(valueText).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, item]) => `${key} → ${valueText(item)}`)
      .join(', ');
  }
  return String(value ?? '').split('\n', 1)[0] ?? '';
}
