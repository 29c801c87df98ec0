import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';

import type { IExportedFile } from '../_generated/models';

/**
 * Brings what is on screen up to date with files that an export wrote.
 */
export class WorkspaceRefresher {
  /**
   * Construct a refresher.
   *
   * @param docManager - Knows the open documents.
   * @param fileBrowser - The file browser, if there is one.
   */
  constructor(
    docManager: IDocumentManager,
    fileBrowser: IDefaultFileBrowser | null
  ) {
    this._docManager = docManager;
    this._fileBrowser = fileBrowser;
  }

  /**
   * Show the files in the file browser, and read those anew that are open and
   * hold no edits.
   *
   * @param files - The files that were written.
   */
  async refresh(files: readonly IExportedFile[]): Promise<void> {
    const rewritten = files.filter(({ status }) => status === 'overwritten');
    await Promise.all([
      this._fileBrowser?.model.refresh(),
      ...rewritten.map(({ path }) => this._reread(path))
    ]);
  }

  private async _reread(path: string): Promise<void> {
    const widget = this._docManager.findWidget(path, null);
    const context = widget && this._docManager.contextForWidget(widget);
    if (context?.isReady && !context.model.dirty) {
      await context.revert();
    }
  }

  private _docManager: IDocumentManager;
  private _fileBrowser: IDefaultFileBrowser | null;
}
