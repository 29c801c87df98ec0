import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import type { IComponentProblem } from '../_generated/models';
import { builderActions } from '../builder/actions';
import type { IBuilderActions } from '../builder/actions';
import { loadValidator } from '../builder/validator';
import { pipelineIcon } from '../icons';
import type { ICatalogManager, IPipelineContext } from '../tokens';
import { Builder } from '../views/builder/Builder';
import type { IKernelChoice } from '../views/builder/EnvironmentForm';
import { NoPipeline, UnreadablePipeline } from '../views/builder/NoPipeline';
import type { IFormServices } from '../views/builder/StepForm';

/**
 * The sidebar that builds the current pipeline.
 */
export class PipelineSidebar extends ReactWidget {
  /**
   * Construct a sidebar without a pipeline.
   *
   * @param options - What the sidebar needs.
   */
  constructor(options: PipelineSidebar.IOptions) {
    super();
    const { trans } = options;
    this._options = options;
    this.id = 'jp-pipeline-sidebar';
    this.title.icon = pipelineIcon;
    this.title.caption = trans.__('Pipeline');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Pipeline builder'));
    this.addClass('jp-PipelineSidebar');
    options.catalog.changed.connect(this._onChanged, this);
  }

  /**
   * The pipeline to build, or null.
   */
  get pipeline(): IPipelineContext | null {
    return this._pipeline;
  }
  set pipeline(value: IPipelineContext | null) {
    const old = this._pipeline;
    if (value === old) {
      return;
    }
    old?.model.contentChanged.disconnect(this._onChanged, this);
    old?.checker.changed.disconnect(this._onChanged, this);
    old?.columns.changed.disconnect(this._onChanged, this);
    old?.selectedStepChanged.disconnect(this._onChanged, this);
    this._pipeline = value;
    this._actions = null;
    this._isPicking = false;
    if (value) {
      value.model.contentChanged.connect(this._onChanged, this);
      value.checker.changed.connect(this._onChanged, this);
      value.columns.changed.connect(this._onChanged, this);
      value.selectedStepChanged.connect(this._onChanged, this);
      this._actions = builderActions({
        announce: message => this._announce(message),
        components: () => this._options.catalog.components,
        context: value,
        trans: this._options.trans,
        warn: this._options.warn
      });
      void value.ready.then(() => this.update());
      if (this._services.validator === null) {
        void this._loadValidator();
      }
    }
    this.update();
  }

  /**
   * Let the user choose a step to add.
   */
  pickStep(): void {
    if (this._pipeline?.model.sharedModel.pipeline) {
      this._onPicking(true);
    }
  }

  /**
   * Dispose of the resources held by the widget.
   */
  override dispose(): void {
    if (!this.isDisposed) {
      this.pipeline = null;
      super.dispose();
    }
  }

  protected override render(): JSX.Element {
    return (
      <>
        {this._content()}
        <div
          className="jp-PipelineBuilder-visuallyHidden"
          role="status"
          aria-live="polite"
        >
          {/* The key makes the same words news again. */}
          <span key={this._announcementCount}>{this._announcement}</span>
        </div>
      </>
    );
  }

  protected override onActivateRequest(_: Message): void {
    const target = this._isPicking
      ? '.jp-PipelinePicker-search'
      : '[data-step-header][tabindex="0"]';
    const first = this.node.querySelector<HTMLElement>(target);
    (first ?? this.node.querySelector<HTMLElement>('input, button'))?.focus();
  }

  private _content(): JSX.Element {
    const { catalog, onCreate, onExample, onExport, onOpenText, trans } =
      this._options;
    const context = this._pipeline;
    if (!context || !this._actions) {
      return (
        <NoPipeline onCreate={onCreate} onExample={onExample} trans={trans} />
      );
    }
    const { checker, model } = context;
    const doc = model.sharedModel;
    const { pipeline } = doc;
    if (!pipeline) {
      return (
        <UnreadablePipeline
          message={checker.error}
          onOpenText={() => onOpenText(context.path)}
          problems={checker.problems}
          trans={trans}
        />
      );
    }
    return (
      <Builder
        key={this._keyOf(context)}
        actions={this._actions}
        canRedo={doc.canRedo()}
        canUndo={doc.canUndo()}
        columns={context.columns.known}
        components={catalog.components}
        isPicking={this._isPicking}
        kernels={this._options.kernels()}
        message={catalog.error ?? checker.error}
        onExport={onExport}
        onPicking={this._onPicking}
        onRefresh={this._options.onRefresh}
        brokenComponents={catalog.catalog?.problems ?? NO_PROBLEMS}
        pipeline={pipeline}
        problems={checker.problems}
        selectedStep={context.selectedStep}
        services={this._services}
        trans={trans}
      />
    );
  }

  /**
   * A key that changes with the document, so that no state of one shows in
   * another.
   */
  private _keyOf(context: IPipelineContext): number {
    let key = this._keys.get(context);
    if (key === undefined) {
      key = this._nextKey++;
      this._keys.set(context, key);
    }
    return key;
  }

  private async _loadValidator(): Promise<void> {
    const validator = await loadValidator();
    this._services = { ...this._services, validator };
    this.update();
  }

  private _announce(message: string): void {
    this._announcement = message;
    this._announcementCount++;
    this.update();
  }

  private _onChanged(): void {
    this.update();
  }

  private _onPicking = (isPicking: boolean): void => {
    this._isPicking = isPicking;
    this.update();
  };

  private _actions: IBuilderActions | null = null;
  private _announcement = '';
  private _announcementCount = 0;
  private _isPicking = false;
  private _keys = new WeakMap<IPipelineContext, number>();
  private _nextKey = 0;
  private _options: PipelineSidebar.IOptions;
  private _pipeline: IPipelineContext | null = null;
  private _services: IFormServices = {
    browse: () =>
      this._pipeline
        ? this._options.browse(this._pipeline.path)
        : Promise.resolve(null),
    validator: null
  };
}

/**
 * A namespace for `PipelineSidebar` statics.
 */
export namespace PipelineSidebar {
  /**
   * The options of a sidebar.
   */
  export interface IOptions {
    /**
     * Let the user choose a file: resolves to its path relative to the
     * pipeline at the given path, or null where none was chosen.
     */
    browse: (pipeline: string) => Promise<string | null>;

    /**
     * The catalogue of components.
     */
    catalog: ICatalogManager;

    /**
     * The kernels of the server.
     */
    kernels: () => readonly IKernelChoice[];

    /**
     * Called when the user wants a new pipeline.
     */
    onCreate: () => void;

    /**
     * Called when the user wants to begin with an example.
     */
    onExample: () => void;

    /**
     * Called when the user wants to export.
     */
    onExport: () => void;

    /**
     * Called when the user wants components to be looked for anew.
     */
    onRefresh: () => void;

    /**
     * Called when the user wants to edit a file as text.
     */
    onOpenText: (path: string) => void;

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

const NO_PROBLEMS: readonly IComponentProblem[] = [];
