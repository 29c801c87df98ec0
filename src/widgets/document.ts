import { ABCWidgetFactory, DocumentWidget } from '@jupyterlab/docregistry';
import type { DocumentRegistry } from '@jupyterlab/docregistry';

import { pipelineIcon } from '../icons';
import { PipelineContext } from '../model/context';
import type { PipelineModel } from '../model/model';
import type { IPipelineWidget } from '../tokens';
import { PipelinePreview } from './preview';

/**
 * The widget of an open pipeline document.
 */
export class PipelineDocumentWidget
  extends DocumentWidget<PipelinePreview, PipelineModel>
  implements IPipelineWidget
{
  /**
   * Construct a widget.
   *
   * @param options - As for any document widget, with the pipeline.
   */
  constructor(options: PipelineDocumentWidget.IOptions) {
    super(options);
    this.pipeline = options.pipeline;
    this.title.icon = pipelineIcon;
    this.addClass('jp-PipelineDocumentWidget');
  }

  readonly pipeline: PipelineContext;

  /**
   * Dispose of the widget.
   */
  override dispose(): void {
    if (!this.isDisposed) {
      this.pipeline.dispose();
      super.dispose();
    }
  }

  /**
   * Show what a fragment of the URL names: a step.
   *
   * @param fragment - The fragment, such as `#load`.
   */
  override setFragment(fragment: string): void {
    this.pipeline.selectedStep = fragment.replace(/^#/, '') || null;
  }
}

/**
 * A namespace for `PipelineDocumentWidget` statics.
 */
export namespace PipelineDocumentWidget {
  /**
   * The options of a widget.
   */
  export interface IOptions extends DocumentWidget.IOptions<
    PipelinePreview,
    PipelineModel
  > {
    /**
     * The document for its views.
     */
    pipeline: PipelineContext;
  }
}

/**
 * Makes the widgets of pipeline documents.
 */
export class PipelineWidgetFactory extends ABCWidgetFactory<
  PipelineDocumentWidget,
  PipelineModel
> {
  /**
   * Construct a factory.
   *
   * @param options - As for any widget factory, with what the widgets need.
   */
  constructor(options: PipelineWidgetFactory.IOptions) {
    super(options);
    this._contents = options.contents;
    this._preview = options.preview;
  }

  protected createNewWidget(
    context: DocumentRegistry.IContext<PipelineModel>
  ): PipelineDocumentWidget {
    const { client } = this._preview;
    const contents = this._contents;
    const pipeline = new PipelineContext({ client, contents, context });
    const content = new PipelinePreview({ ...this._preview, pipeline });
    return new PipelineDocumentWidget({ content, context, pipeline });
  }

  private _contents: PipelineContext.IOptions['contents'];
  private _preview: Omit<PipelinePreview.IOptions, 'pipeline'>;
}

/**
 * A namespace for `PipelineWidgetFactory` statics.
 */
export namespace PipelineWidgetFactory {
  /**
   * The options of a factory.
   */
  export interface IOptions extends DocumentRegistry.IWidgetFactoryOptions<PipelineDocumentWidget> {
    /**
     * Knows the drives, and when files change.
     */
    contents: PipelineContext.IOptions['contents'];

    /**
     * What the previews need.
     */
    preview: Omit<PipelinePreview.IOptions, 'pipeline'>;
  }
}
