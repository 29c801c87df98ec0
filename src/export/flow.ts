import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type {
  ICheckRequest,
  IConflictFile,
  IExportResponse,
  IExportedFile,
  IProblem,
  OnConflict
} from '../_generated/models';
import { ApiError, messageOf } from '../api/request';
import type { FormatName, IPipelineExportClient } from '../tokens';
import { exportRequest, previewRequest } from './choice';
import type { IExportChoice } from './choice';
import { saveArchive } from './download';

/**
 * How long a note of success stays, in milliseconds.
 */
const SUCCESS_STAYS = 10_000;

/**
 * Exports pipelines and tells the user about it.
 */
export class ExportFlow {
  /**
   * Construct a flow.
   *
   * @param options - What it works with.
   */
  constructor(options: ExportFlow.IOptions) {
    this._options = options;
  }

  /**
   * Write the artifacts of a pipeline to the workspace.
   *
   * @param source - The pipeline.
   * @param choice - What the user chose.
   *
   * @returns What was written; null where nothing was, which the user has been
   * told.
   */
  async export(
    source: ICheckRequest,
    choice: IExportChoice
  ): Promise<IExportResponse | null> {
    const { client, formatLabel, trans } = this._options;
    const label = formatLabel(choice.format);
    const id = Notification.emit(
      trans.__('Exporting: %1…', label),
      'in-progress',
      { autoClose: false }
    );
    let response: IExportResponse;
    try {
      const request = exportRequest(source, choice);
      response = await client.export(choice.format, request);
    } catch (error) {
      if (error instanceof ApiError && error.conflicts.length > 0) {
        Notification.dismiss(id);
        return this._resolveConflict(source, choice, error.conflicts);
      }
      await this._reportFailure(id, error);
      return null;
    }
    await this._finish(id, choice.format, response);
    return response;
  }

  /**
   * Download the artifacts of a pipeline as a ZIP.
   *
   * @param source - The pipeline.
   * @param choice - What the user chose.
   *
   * @returns Whether the download has begun.
   */
  async download(
    source: ICheckRequest,
    choice: IExportChoice
  ): Promise<boolean> {
    const { client, trans } = this._options;
    const id = Notification.emit(
      trans.__('Preparing the download…'),
      'in-progress',
      { autoClose: false }
    );
    try {
      const request = previewRequest(source, choice);
      saveArchive(await client.archive(choice.format, request));
    } catch (error) {
      await this._reportFailure(id, error);
      return false;
    }
    Notification.dismiss(id);
    return true;
  }

  private async _resolveConflict(
    source: ICheckRequest,
    choice: IExportChoice,
    conflicts: readonly IConflictFile[]
  ): Promise<IExportResponse | null> {
    const onConflict = await this._options.askConflict(conflicts);
    return onConflict === null
      ? null
      : this.export(source, { ...choice, onConflict });
  }

  private async _finish(
    id: string,
    format: FormatName,
    response: IExportResponse
  ): Promise<void> {
    const { openFile, onWritten, opensNotebook, showProblems, trans } =
      this._options;
    const { files, problems } = response;
    const main = mainFile(files);
    const opensMain = format === 'notebook' && opensNotebook();
    const actions: Notification.IAction[] = [];
    if (main && !opensMain) {
      const name = PathExt.basename(main.path);
      actions.push({
        label: trans.__('Open %1', name),
        callback: () => openFile(main.path)
      });
    }
    if (problems.length > 0) {
      actions.push({
        label: trans.__('Notes (%1)', problems.length),
        callback: () =>
          void showProblems(trans.__('Exported, with notes'), '', problems)
      });
    }
    // Not an update: of a note that is not on screen yet, it would be lost.
    Notification.dismiss(id);
    Notification.emit(successMessage(files, trans), 'success', {
      autoClose: problems.length > 0 ? false : SUCCESS_STAYS,
      actions
    });
    await onWritten(files);
    if (main && opensMain) {
      openFile(main.path);
    }
  }

  private async _reportFailure(id: string, error: unknown): Promise<void> {
    const { showProblems, trans } = this._options;
    const problems = error instanceof ApiError ? error.problems : [];
    Notification.dismiss(id);
    if (problems.length > 0) {
      const title = trans.__('The pipeline was not exported');
      await showProblems(title, messageOf(error), problems);
      return;
    }
    const message = messageOf(error);
    Notification.error(trans.__('The pipeline was not exported: %1', message), {
      autoClose: false
    });
  }

  private _options: ExportFlow.IOptions;
}

/**
 * A namespace for `ExportFlow` statics.
 */
export namespace ExportFlow {
  /**
   * The options of a flow.
   */
  export interface IOptions {
    /**
     * Asks what to do with files that are in the way; null for nothing.
     */
    askConflict: (
      conflicts: readonly IConflictFile[]
    ) => Promise<OnConflict | null>;

    /**
     * Asks the server.
     */
    client: Pick<IPipelineExportClient, 'archive' | 'export'>;

    /**
     * Says what a format is called.
     */
    formatLabel: (format: FormatName) => string;

    /**
     * Called with the files that were written.
     */
    onWritten: (files: readonly IExportedFile[]) => Promise<void>;

    /**
     * Opens a file of the workspace.
     */
    openFile: (path: string) => void;

    /**
     * Whether a notebook is opened after its export.
     */
    opensNotebook: () => boolean;

    /**
     * Shows problems, and resolves when the user has seen them.
     */
    showProblems: (
      title: string,
      message: string,
      problems: readonly IProblem[]
    ) => Promise<void>;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

/**
 * The file that a user wants to see first.
 */
function mainFile(files: readonly IExportedFile[]): IExportedFile | undefined {
  const endings = ['.ipynb', 'README.md', '.py'];
  return (
    endings
      .map(ending => files.find(({ path }) => path.endsWith(ending)))
      .find(file => file !== undefined) ?? files[0]
  );
}

function successMessage(
  files: readonly IExportedFile[],
  trans: TranslationBundle
): string {
  const [first] = files;
  const unchanged = files.filter(({ status }) => status === 'identical');
  if (first && files.length === 1) {
    return unchanged.length === 1
      ? trans.__('%1 is up to date', first.path)
      : trans.__('Exported %1', first.path);
  }
  const folder = first ? PathExt.dirname(first.path) : '';
  const place = folder ? trans.__('to %1', folder) : '';
  const message = trans._n(
    'Exported %1 file',
    'Exported %1 files',
    files.length
  );
  return `${message} ${place}`.trim();
}
