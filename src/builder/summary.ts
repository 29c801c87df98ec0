import type { IComponent, IStep } from '../_generated/models';

/**
 * How many settings a summary names.
 */
const NAMED = 3;

/** The parameters that a step declares its own ports in. */
const DECLARING: readonly string[] = ['inputs', 'outputs'];

/**
 * What distinguishes a step from others of its component, in one line: what
 * the user chose, in the order of the form.
 *
 * @param step - The step.
 * @param component - Its component, if it is known.
 */
export function summarize(
  step: IStep,
  component: IComponent | undefined
): string {
  const properties = settingsOf(component);
  const known = Object.keys(properties).filter(name => name in step.params);
  const others = Object.keys(step.params).filter(
    name => !(name in propertiesOf(component))
  );
  return [...known, ...others]
    .map(name => settingText(name, step.params[name], properties[name] ?? {}))
    .filter(Boolean)
    .slice(0, NAMED)
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
 * The settings that a form draws: all but the ports that a step declares.
 *
 * @param component - The component, if it is known.
 */
export function settingsOf(
  component: IComponent | undefined
): ReturnType<typeof propertiesOf> {
  const properties = propertiesOf(component);
  return component?.declared_ports
    ? Object.fromEntries(
        Object.entries(properties).filter(([name]) => !DECLARING.includes(name))
      )
    : properties;
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

/**
 * Words speak for themselves; numbers and references need to be named.
 */
function settingText(
  name: string,
  value: unknown,
  schema: Readonly<Record<string, unknown>>
): string {
  const title = typeof schema.title === 'string' ? schema.title : name;
  if (value === true) {
    return title;
  }
  if (value === false) {
    return '';
  }
  const choices = Array.isArray(schema.oneOf)
    ? (schema.oneOf as { const: unknown; title?: string }[])
    : [];
  const choice = choices.find(item => item.const === value)?.title;
  const isWord = typeof value !== 'number' && referenceOf(value) === null;
  return choice ?? (isWord ? valueText(value) : `${title} ${valueText(value)}`);
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
