import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import type { IProblem } from '../_generated/models';
import { appliedMessage, refusedMessage } from '../builder/fixes';
import { allFormats } from '../formats';
import type { IUnreadable } from '../model/read';
import { PreviewLoader } from '../preview/loader';
import type { IPreviewRenderers } from '../preview/renderers';
import type {
  FormatName,
  ICatalogManager,
  IPipelineContext,
  IPipelineExportClient
} from '../tokens';
import { DocumentView } from '../views/DocumentView';

/**
 * The main part of a pipeline document: what its formats would give.
 */
export class PipelinePreview extends ReactWidget {
  /**
   * Construct a preview.
   *
   * @param options - The document, and what draws it.
   */
  constructor(options: PipelinePreview.IOptions) {
    super();
    this.addClass('jp-PipelinePreview');
    this._options = options;
    // It begins when the checker is done, which waits for typing to end.
    this._loader = new PreviewLoader(options.client, 0);
    const { catalog, pipeline } = options;
    this._loader.changed.connect(() => this.update(), this);
    catalog.changed.connect(this._onCatalogChanged, this);
    pipeline.checker.changed.connect(this._onChecked, this);
    pipeline.selectedStepChanged.connect(() => this.update(), this);
    pipeline.model.contentChanged.connect(() => this.update(), this);
  }

  /**
   * The format that is shown.
   */
  get format(): FormatName {
    return this._format;
  }
  set format(value: FormatName) {
    if (value !== this._format) {
      this._format = value;
      this._loader.select(value);
      this._load();
      this.update();
    }
  }

  /**
   * Dispose of the preview.
   */
  override dispose(): void {
    if (!this.isDisposed) {
      this._loader.dispose();
      super.dispose();
    }
  }

  /**
   * Load the preview anew, since the workspace has changed.
   */
  reload(): void {
    this._loader.reload();
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._load();
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._load();
  }

  protected override render(): JSX.Element | null {
    const { catalog, commands, pipeline, renderers, trans } = this._options;
    const { checker, model, selectedStep } = pipeline;
    const { sharedModel } = model;
    if (!this._isReady) {
      return null;
    }
    return (
      <DocumentView
        format={this._format}
        formats={allFormats(trans, catalog.catalog)}
        isEmpty={sharedModel.pipeline?.steps.length === 0}
        message={
          sharedModel.unreadable
            ? unreadableMessage(sharedModel.unreadable, trans)
            : checker.error && trans.__('Checking failed: %1', checker.error)
        }
        announcement={this._announcement}
        onAddStep={commands.addStep}
        onFix={this._onFix}
        onFormat={this._onFormat}
        onSelectStep={this._onSelectStep}
        preview={this._loader.state}
        problems={checker.problems}
        renderers={renderers}
        selectedStep={selectedStep}
        stepTitle={this._stepTitle}
        trans={trans}
      />
    );
  }

  private _load(): void {
    const { checker, model } = this._options.pipeline;
    const hasSteps = model.sharedModel.pipeline?.steps.length !== 0;
    const isSound =
      checker.state === 'current' &&
      !checker.problems.some(({ severity }) => severity === 'error');
    // What nobody sees need not be generated: it is when it is shown again.
    if (isSound && hasSteps && this.isVisible) {
      this._loader.load(this._format, this._options.pipeline.source());
    }
  }

  private _onCatalogChanged(): void {
    this._loader.reload();
    this.update();
  }

  private _onChecked(): void {
    this._isReady = true;
    this._load();
    this.update();
  }

  private _onFix = (problem: IProblem): boolean => {
    const { pipeline, trans, warn } = this._options;
    const isApplied = pipeline.applyFix(problem);
    if (isApplied) {
      this._announcement = appliedMessage(problem, trans);
      this.update();
    } else {
      warn(refusedMessage(trans));
    }
    return isApplied;
  };

  private _onFormat = (format: FormatName): void => {
    this.format = format;
  };

  private _onSelectStep = (step: string): void => {
    this._options.pipeline.selectedStep = step;
  };

  private _stepTitle = (id: string): string => {
    const { catalog, pipeline } = this._options;
    const step = pipeline.model.sharedModel.pipeline?.steps.find(
      item => item.id === id
    );
    const component = catalog.components.get(step?.component ?? '');
    return step?.title || component?.title || id;
  };

  private _announcement = '';
  private _format: FormatName = 'notebook';
  private _isReady = false;
  private _loader: PreviewLoader;
  private _options: PipelinePreview.IOptions;
}

/**
 * A namespace for `PipelinePreview` statics.
 */
export namespace PipelinePreview {
  /**
   * The options of a preview.
   */
  export interface IOptions {
    /**
     * The components, for their titles and formats.
     */
    catalog: ICatalogManager;

    /**
     * Asks the server.
     */
    client: IPipelineExportClient;

    /**
     * What the preview can start.
     */
    commands: { addStep: () => void };

    /**
     * The document.
     */
    pipeline: IPipelineContext;

    /**
     * Draw the preview.
     */
    renderers: IPreviewRenderers;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;

    /**
     * Tells the user that something cannot be done.
     */
    warn: (message: string) => void;
  }
}

function unreadableMessage(
  unreadable: IUnreadable,
  trans: TranslationBundle
): string {
  const { detail, reason } = unreadable;
  switch (reason) {
    case 'syntax':
      return trans.__('The file is no JSON and is left as it is: %1', detail);
    case 'depth':
      return trans.__('The file is nested too deep and is left as it is.');
    case 'version':
      return trans.__(
        'The file is of schema version %1, which this version of the extension cannot edit. It is left as it is.',
        detail
      );
    case 'shape':
      return trans.__(
        'The file is left as it is, since a part of it has an unexpected shape: %1',
        detail || '/'
      );
  }
}
