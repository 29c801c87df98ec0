import type { ReadonlyJSONObject } from '@lumino/coreutils';
import type { ValidatorType } from '@rjsf/utils';

/**
 * The validator that forms of steps are drawn with.
 */
export type FormValidator = ValidatorType<ReadonlyJSONObject>;

/**
 * Load the validator, which is large and of no use before a pipeline is open.
 */
export async function loadValidator(): Promise<FormValidator> {
  const { customizeValidator } = await import('@rjsf/validator-ajv8');
  // Formats such as `column` say how to draw a field; the server checks values.
  const ajvOptionsOverrides = { validateFormats: false };
  return customizeValidator<ReadonlyJSONObject>({ ajvOptionsOverrides });
}
