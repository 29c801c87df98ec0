import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IExportedFile } from '../_generated/models';

/**
 * Brings what is on screen up to date with files that an export wrote.
 */
export class WorkspaceRefresher {
  /**
   * Construct a refresher.
   *
   * @param options - What it works with.
   */
  constructor(options: WorkspaceRefresher.IOptions) {
    this._options = options;
  }

  /**
   * Show the files in the file browser, and read those anew that are open:
   * where one holds edits of the user, only after asking.
   *
   * @param files - The files that were written.
   */
  async refresh(files: readonly IExportedFile[]): Promise<void> {
    const rewritten = files.filter(({ status }) => status === 'overwritten');
    await Promise.all([
      this._options.fileBrowser?.model.refresh(),
      ...rewritten.map(({ path }) => this._reread(path))
    ]);
  }

  private async _reread(path: string): Promise<void> {
    const { docManager } = this._options;
    const widget = docManager.findWidget(path, null);
    const context = widget && docManager.contextForWidget(widget);
    if (!context?.isReady) {
      return;
    }
    const { dirty, sharedModel } = context.model;
    // A notebook is dirty as soon as a kernel has told its language.
    if (dirty && sharedModel.canUndo()) {
      this._offerReread(path, context);
    } else {
      await context.revert();
    }
  }

  private _offerReread(path: string, context: DocumentRegistry.Context): void {
    const { trans } = this._options;
    const name = PathExt.basename(path);
    Notification.warning(
      trans.__('%1 was exported anew, but its tab holds edits of yours.', name),
      {
        autoClose: false,
        actions: [
          {
            label: trans.__('Drop the edits'),
            callback: () => void context.revert()
          }
        ]
      }
    );
  }

  private _options: WorkspaceRefresher.IOptions;
}

/**
 * A namespace for `WorkspaceRefresher` statics.
 */
export namespace WorkspaceRefresher {
  /**
   * The options of a refresher.
   */
  export interface IOptions {
    /**
     * Knows the open documents.
     */
    docManager: Pick<IDocumentManager, 'contextForWidget' | 'findWidget'>;

    /**
     * The file browser, if there is one.
     */
    fileBrowser: IDefaultFileBrowser | null;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
