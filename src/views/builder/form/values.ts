/**
 * Read a value as JSON where it is some, otherwise as a word.
 *
 * @param text - What was typed.
 *
 * @returns The value; undefined for nothing.
 */
export function parseValue(text: string): unknown {
  if (text.trim() === '') {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : value;
  } catch {
    return text;
  }
}

/**
 * Write a value so that it is read again as the same.
 *
 * @param value - The value.
 */
export function printValue(value: unknown): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string') {
    return parseValue(value) === value ? value : JSON.stringify(value);
  }
  return JSON.stringify(value);
}

/**
 * Write values so that they are read again as the same list.
 *
 * @param value - The list, or a single value.
 */
export function printValues(value: unknown): string {
  return Array.isArray(value)
    ? value.map(printValue).join(', ')
    : printValue(value);
}

/**
 * Read values with commas between.
 *
 * @param text - What was typed.
 */
export function parseValues(text: string): unknown[] {
  return text
    .split(',')
    .map(part => parseValue(part.trim()))
    .filter(value => value !== undefined);
}
