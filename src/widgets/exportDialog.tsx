import { Dialog, ReactWidget } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import * as React from 'react';

import type { ICheckRequest } from '../_generated/models';
import { previewRequest } from '../export/choice';
import type { IExportChoice } from '../export/choice';
import type { IFormatInfo } from '../formats';
import { PreviewLoader } from '../preview/loader';
import type { IPreviewRenderers } from '../preview/renderers';
import type { IPipelineExportClient } from '../tokens';
import { ExportDialog } from '../views/ExportDialog';
import type { ExportOptions } from '../views/ExportOptions';

/**
 * How long a folder must rest that is being typed before there is a preview for
 * it, in milliseconds.
 */
const TYPING_REST = 400;

/**
 * What a user decided in the export dialog.
 */
export interface IExportDecision {
  /**
   * What to do.
   */
  action: 'export' | 'download' | 'cancel';

  /**
   * What was chosen.
   */
  choice: IExportChoice;
}

/**
 * Ask how to export a pipeline.
 *
 * @param options - The pipeline, and what the dialog needs.
 */
export function askExport(
  options: IAskExportOptions
): Promise<IExportDecision> {
  return new Inquiry(options).run();
}

/**
 * What the export dialog needs.
 */
export interface IAskExportOptions {
  /**
   * Lets the user choose a folder; null where none was chosen.
   */
  browse: (start: string) => Promise<string | null>;

  /**
   * What is chosen at first.
   */
  choice: IExportChoice;

  /**
   * Asks the server.
   */
  client: Pick<IPipelineExportClient, 'preview'>;

  /**
   * The formats.
   */
  formats: readonly IFormatInfo[];

  /**
   * The kernels.
   */
  kernels: readonly ExportOptions.IKernel[];

  /**
   * Draw the preview.
   */
  renderers: IPreviewRenderers;

  /**
   * The pipeline.
   */
  source: ICheckRequest;

  /**
   * The translation bundle.
   */
  trans: TranslationBundle;
}

/**
 * Shows the dialog, again after each look for a folder.
 */
class Inquiry {
  constructor(options: IAskExportOptions) {
    this._loader = new PreviewLoader(options.client, TYPING_REST);
    this._options = options;
  }

  async run(): Promise<IExportDecision> {
    const { browse, source, trans } = this._options;
    let { choice } = this._options;
    try {
      for (;;) {
        const options = { ...this._options, choice };
        const body = new ExportDialogBody(options, this._loader);
        const { button } = await new ExportDialogShell(body, trans).launch();
        choice = body.choice;
        if (!body.isBrowsing) {
          const [action] = button.actions as IExportDecision['action'][];
          return {
            action: button.accept && action ? action : 'cancel',
            choice
          };
        }
        // JupyterLab shows one dialog at a time: this one comes back after.
        const directory = await browse(choice.directory ?? homeOf(source));
        choice = { ...choice, directory: directory ?? choice.directory };
      }
    } finally {
      this._loader.dispose();
    }
  }

  private _loader: PreviewLoader;
  private _options: IAskExportOptions;
}

/**
 * The dialog, which exports nothing that has errors.
 */
class ExportDialogShell extends Dialog<void> {
  constructor(body: ExportDialogBody, trans: TranslationBundle) {
    super({
      title: trans.__('Export pipeline'),
      body,
      buttons: [
        Dialog.cancelButton(),
        Dialog.okButton({
          label: trans.__('Download ZIP'),
          actions: ['download'],
          className: 'jp-PipelineExport-download'
        }),
        Dialog.okButton({ label: trans.__('Export'), actions: ['export'] })
      ],
      defaultButton: 2,
      hasClose: true,
      focusNodeSelector: 'input[type="radio"]:checked'
    });
    this.addClass('jp-PipelineExportDialog');
    this._form = body;
    body.blocked.connect(this._updateButtons, this);
    body.browsed.connect(this.reject, this);
    this._updateButtons();
  }

  override resolve(index?: number): void {
    if (index === 0 || !this._form.isBlocked) {
      super.resolve(index);
    }
  }

  private _updateButtons(): void {
    const selector = '.jp-Dialog-footer .jp-mod-accept';
    for (const node of this.node.querySelectorAll<HTMLButtonElement>(
      selector
    )) {
      node.disabled = this._form.isBlocked;
    }
  }

  private _form: ExportDialogBody;
}

class ExportDialogBody extends ReactWidget {
  constructor(options: IAskExportOptions, loader: PreviewLoader) {
    super();
    this._options = options;
    this._loader = loader;
    this._choice = options.choice;
    loader.changed.connect(this._onLoaded, this);
    this._load();
  }

  /** Emitted when `isBlocked` may have changed. */
  readonly blocked = new Signal<this, void>(this);

  /** Emitted when the user wants to look for a folder. */
  readonly browsed = new Signal<this, void>(this);

  /** Whether the dialog was left to look for a folder. */
  isBrowsing = false;

  get choice(): IExportChoice {
    return this._choice;
  }

  /** Whether the pipeline cannot be exported as it is. */
  get isBlocked(): boolean {
    return this._loader.state.error !== null;
  }

  protected override render(): JSX.Element {
    const { formats, kernels, renderers, source, trans } = this._options;
    return (
      <ExportDialog
        choice={this._choice}
        formats={formats}
        home={homeOf(source)}
        kernels={kernels}
        onBrowse={this._onBrowse}
        onChange={this._onChange}
        preview={this._loader.state}
        renderers={renderers}
        trans={trans}
      />
    );
  }

  private _load(): void {
    const request = previewRequest(this._options.source, this._choice);
    this._loader.load(this._choice.format, request);
  }

  private _onBrowse = (): void => {
    this.isBrowsing = true;
    this.browsed.emit();
  };

  private _onChange = (change: Partial<IExportChoice>): void => {
    this._choice = { ...this._choice, ...change };
    this._load();
    this.update();
  };

  private _onLoaded(): void {
    // The dialog itself enables its buttons again unless it finds this class.
    this.toggleClass('jp-mod-error', this.isBlocked);
    this.blocked.emit();
    this.update();
  }

  private _choice: IExportChoice;
  private _loader: PreviewLoader;
  private _options: IAskExportOptions;
}

function homeOf(source: ICheckRequest): string {
  return source.path ? PathExt.dirname(source.path) : '';
}
