import type { TranslationBundle } from '@jupyterlab/translation';

import type { IProblem } from '../_generated/models';

/**
 * What is said once a fix is applied.
 *
 * @param problem - The problem that was mended.
 * @param trans - The translation bundle.
 */
export function appliedMessage(
  problem: IProblem,
  trans: TranslationBundle
): string {
  const title = (problem.fix?.title ?? '').replace(/`/g, '');
  return trans.__('Done: %1. Undo takes it back.', title);
}

/**
 * What is said where a fix does not fit the document any more.
 *
 * @param trans - The translation bundle.
 */
export function refusedMessage(trans: TranslationBundle): string {
  return trans.__(
    'The pipeline has changed since this problem was found, so nothing was done. What still applies is offered again in a moment.'
  );
}
