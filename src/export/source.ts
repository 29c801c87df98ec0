import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';

import type { ICheckRequest } from '../_generated/models';
import { isPipelinePath } from '../model/factory';
import type { IPipelineTracker, IPipelineWidget } from '../tokens';

/**
 * Which pipeline a command is about.
 */
export interface ISourceArgs {
  /**
   * The path of a document.
   */
  path?: string;

  /**
   * Whether it is about the files selected in the file browser.
   */
  selected?: boolean;
}

/**
 * Finds the pipelines that commands are about.
 */
export class SourceFinder {
  /**
   * Construct a finder.
   *
   * @param tracker - The open documents.
   * @param fileBrowser - The file browsers, if there are any.
   */
  constructor(
    tracker: IPipelineTracker,
    fileBrowser: IFileBrowserFactory | null
  ) {
    this._tracker = tracker;
    this._fileBrowser = fileBrowser;
  }

  /**
   * The pipelines that a command is about: one that is open as it is on
   * screen, another one as it is on disk.
   *
   * @param args - The arguments of the command.
   */
  find(args: ISourceArgs): ICheckRequest[] {
    if (args.path !== undefined) {
      return [this._source(args.path)];
    }
    if (args.selected) {
      return this._selectedPaths().map(path => this._source(path));
    }
    const current = this._tracker.currentWidget;
    return current ? [current.pipeline.source()] : [];
  }

  /**
   * Whether there is a pipeline that a command could be about.
   *
   * @param args - The arguments of the command.
   */
  has(args: ISourceArgs): boolean {
    return (
      args.path !== undefined ||
      (args.selected
        ? this._selectedPaths().length > 0
        : this._tracker.currentWidget !== null)
    );
  }

  private _selectedPaths(): string[] {
    const browser = this._fileBrowser?.tracker.currentWidget;
    if (!browser) {
      return [];
    }
    const { services } = browser.model.manager;
    return [...browser.selectedItems()]
      .filter(({ path, type }) => type === 'file' && isPipelinePath(path))
      .map(({ path }) => services.contents.localPath(path));
  }

  private _source(path: string): ICheckRequest {
    const open: IPipelineWidget | undefined = this._tracker.find(
      widget => widget.pipeline.path === path && widget.context.isReady
    );
    return open ? open.pipeline.source() : { path };
  }

  private _fileBrowser: IFileBrowserFactory | null;
  private _tracker: IPipelineTracker;
}
