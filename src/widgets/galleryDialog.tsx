import { Dialog, ReactWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IExampleSummary } from '../_generated/models';
import { Gallery } from '../views/Gallery';

/**
 * Ask which example to begin with.
 *
 * @param examples - At least one.
 * @param trans - The translation bundle.
 *
 * @returns The name of the example, or null where none was wanted.
 */
export async function askExample(
  examples: readonly IExampleSummary[],
  trans: TranslationBundle
): Promise<string | null> {
  const dialog = new Dialog({
    title: trans.__('New pipeline from an example'),
    body: new GalleryDialogBody(examples, trans),
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({ label: trans.__('Open a copy') })
    ],
    hasClose: true,
    focusNodeSelector: 'input[type="radio"]:checked'
  });
  dialog.addClass('jp-PipelineGalleryDialog');
  const { button, value } = await dialog.launch();
  return button.accept ? value : null;
}

class GalleryDialogBody
  extends ReactWidget
  implements Dialog.IBodyWidget<string>
{
  constructor(
    private readonly _examples: readonly IExampleSummary[],
    private readonly _trans: TranslationBundle
  ) {
    super();
    this._example = _examples[0]?.name ?? '';
  }

  getValue(): string {
    return this._example;
  }

  protected override render(): JSX.Element {
    return (
      <Gallery
        example={this._example}
        examples={this._examples}
        onExample={example => {
          this._example = example;
          this.update();
        }}
        trans={this._trans}
      />
    );
  }

  private _example: string;
}
