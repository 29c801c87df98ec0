import { Dialog, ReactWidget, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IConflictFile, IProblem, OnConflict } from '../_generated/models';
import { ConflictList } from '../views/ConflictList';
import { ProblemBanner } from '../views/ProblemBanner';

/**
 * Ask what to do with files that are in the way of an export.
 *
 * @param conflicts - The files.
 * @param trans - The translation bundle.
 *
 * @returns What to do, or null where the export is given up.
 */
export async function askConflict(
  conflicts: readonly IConflictFile[],
  trans: TranslationBundle
): Promise<OnConflict | null> {
  const keepBoth = trans.__('Keep both');
  const overwrite = trans.__('Overwrite');
  const { button } = await showDialog({
    title: trans.__('Files are in the way'),
    body: ReactWidget.create(
      <ConflictList conflicts={conflicts} trans={trans} />
    ),
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({
        label: keepBoth,
        caption: trans.__('Write the new files under other names')
      }),
      Dialog.warnButton({ label: overwrite })
    ],
    defaultButton: 1
  });
  switch (button.label) {
    case keepBoth:
      return 'rename';
    case overwrite:
      return 'overwrite';
    default:
      return null;
  }
}

/**
 * Show problems in a dialog.
 *
 * @param title - The title of the dialog.
 * @param message - What they mean, if that needs to be said.
 * @param problems - The problems.
 * @param trans - The translation bundle.
 */
export async function showProblems(
  title: string,
  message: string,
  problems: readonly IProblem[],
  trans: TranslationBundle
): Promise<void> {
  const body = ReactWidget.create(
    <ProblemBanner
      message={message || null}
      problems={problems}
      trans={trans}
    />
  );
  body.addClass('jp-PipelineProblems');
  await showDialog({ title, body, buttons: [Dialog.okButton()] });
}
