import type { IWidgetTracker } from '@jupyterlab/apputils';
import type { IDocumentWidget } from '@jupyterlab/docregistry';
import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';

import type {
  ICatalogResponse,
  ICheckRequest,
  ICheckResponse,
  IColumnsResponse,
  IComponent,
  IExampleRequest,
  IExampleResponse,
  IExamplesResponse,
  IExportRequest,
  IExportResponse,
  IPreviewRequest,
  IPreviewResponse,
  IProblem
} from './_generated/models';
import type { PipelineModel } from './model/model';

/**
 * A format that a pipeline can be exported to: `notebook`, `python`,
 * `requirements`, `docker`, or what a server has besides.
 */
export type FormatName = string;

/**
 * Artifacts as one file to download.
 */
export interface IArchive {
  /**
   * The name of the file.
   */
  name: string;

  /**
   * The ZIP itself.
   */
  content: Blob;
}

/**
 * The client of the REST API.
 *
 * Every method rejects with an `ApiError`, or with an `AbortError` where its
 * signal was aborted.
 */
export interface IPipelineExportClient {
  /**
   * Get the components and formats of the server.
   *
   * @param path - The path of a pipeline, whose folder may have further
   * components.
   */
  components(path?: string): Promise<ICatalogResponse>;

  /**
   * Get the examples that come with the server.
   */
  examples(): Promise<IExamplesResponse>;

  /**
   * Copy an example, with its data, into a folder of its own.
   */
  copyExample(example: IExampleRequest): Promise<IExampleResponse>;

  /**
   * Get all problems of a pipeline.
   */
  check(source: ICheckRequest, signal?: AbortSignal): Promise<ICheckResponse>;

  /**
   * Get the columns of the tables of a pipeline, as far as they can be told
   * before it runs.
   */
  columns(
    source: ICheckRequest,
    signal?: AbortSignal
  ): Promise<IColumnsResponse>;

  /**
   * Get the artifacts of a format as they would be written.
   */
  preview(
    format: FormatName,
    target: IPreviewRequest,
    signal?: AbortSignal
  ): Promise<IPreviewResponse>;

  /**
   * Write the artifacts of a format to the workspace.
   */
  export(format: FormatName, target: IExportRequest): Promise<IExportResponse>;

  /**
   * Get the artifacts of a format as a ZIP.
   */
  archive(format: FormatName, target: IPreviewRequest): Promise<IArchive>;
}

/**
 * The client of the REST API.
 */
export const IPipelineExportClient = new Token<IPipelineExportClient>(
  'jupyterlab-pipeline-export:IPipelineExportClient',
  'The client of the REST API that checks, previews and exports pipelines.'
);

/**
 * The catalogue of components, loaded once and shared.
 */
export interface ICatalogManager {
  /**
   * The catalogue, or null until it has been loaded.
   */
  readonly catalog: ICatalogResponse | null;

  /**
   * The components by id; empty until the catalogue has been loaded.
   */
  readonly components: ReadonlyMap<string, IComponent>;

  /**
   * Why the catalogue could not be loaded, or null.
   */
  readonly error: string | null;

  /**
   * A signal emitted when the catalogue or the error changes.
   */
  readonly changed: ISignal<this, void>;

  /**
   * The path of the pipeline that components are looked for beside, or null.
   * Setting another folder loads the catalogue.
   */
  path: string | null;

  /**
   * Load the catalogue, again if need be. Never rejects: see `error`.
   */
  refresh(): Promise<void>;
}

/**
 * The catalogue of components.
 */
export const ICatalogManager = new Token<ICatalogManager>(
  'jupyterlab-pipeline-export:ICatalogManager',
  'The catalogue of the components that steps of a pipeline can use.'
);

/**
 * The problems of a document, kept up to date while it changes.
 */
export interface IPipelineChecker {
  /**
   * The problems that the server found last.
   */
  readonly problems: readonly IProblem[];

  /**
   * Whether the problems are those of the present text (`current`), of an
   * earlier one (`checking`), or unknown since the server failed (`failed`).
   */
  readonly state: 'checking' | 'current' | 'failed';

  /**
   * Why the server failed, or null.
   */
  readonly error: string | null;

  /**
   * A signal emitted when the problems or the state change.
   */
  readonly changed: ISignal<this, void>;

  /**
   * Check now.
   */
  refresh(): Promise<void>;
}

/**
 * The columns of a document's tables, kept up to date while it changes.
 */
export interface IPipelineColumns {
  /**
   * What the server told last; empty until it has.
   */
  readonly known: IColumnsResponse;

  /**
   * A signal emitted when more or other columns are known.
   */
  readonly changed: ISignal<this, void>;

  /**
   * Ask now.
   */
  refresh(): Promise<void>;
}

/**
 * An open pipeline document, for all views of it.
 */
export interface IPipelineContext {
  /**
   * The model; `model.sharedModel` has the document and its edits.
   */
  readonly model: PipelineModel;

  /**
   * The path in the workspace, without the name of a drive.
   */
  readonly path: string;

  /**
   * A signal emitted with the new path when the file is renamed or moved.
   */
  readonly pathChanged: ISignal<this, string>;

  /**
   * A promise that is fulfilled when the file has been read.
   */
  readonly ready: Promise<void>;

  /**
   * The problems of the document.
   */
  readonly checker: IPipelineChecker;

  /**
   * The columns of the tables of the document.
   */
  readonly columns: IPipelineColumns;

  /**
   * The id of the step that all views point at, or null. Setting it moves them
   * all.
   */
  selectedStep: string | null;

  /**
   * A signal emitted when another step is selected.
   */
  readonly selectedStepChanged: ISignal<this, string | null>;

  /**
   * Mend a problem that the checker found, as one edit.
   *
   * @param problem - One of the checker's problems, with a fix.
   *
   * @returns Whether the fix was applied; it is refused where the document has
   * changed since it was checked, and nothing is changed then.
   */
  applyFix(problem: IProblem): boolean;

  /**
   * Check the document and ask for its columns anew, since components or
   * files have changed.
   */
  refresh(): void;

  /**
   * What a request about this document sends: what is on screen.
   */
  source(): ICheckRequest;
}

/**
 * The widget of an open pipeline document.
 */
export interface IPipelineWidget extends IDocumentWidget<
  Widget,
  PipelineModel
> {
  /**
   * The document for its views.
   */
  readonly pipeline: IPipelineContext;
}

/**
 * Follows the open pipeline documents.
 */
export type IPipelineTracker = IWidgetTracker<IPipelineWidget>;

/**
 * The tracker of open pipeline documents.
 */
export const IPipelineTracker = new Token<IPipelineTracker>(
  'jupyterlab-pipeline-export:IPipelineTracker',
  'Follows the open pipeline documents, and which of them is the current one.'
);
