import type { IProblem } from '../../_generated/models';

/**
 * A problem as the server tells it.
 */
export function problemOf(parts: Partial<IProblem> = {}): IProblem {
  return {
    severity: 'error',
    code: 'any',
    pointer: '',
    step: null,
    message: '',
    remedy: '',
    why: '',
    source: '',
    fix: null,
    ...parts
  };
}
