import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { fireEvent, screen, waitFor } from '@testing-library/dom';

import type {
  IColumnsResponse,
  IPipeline,
  IProblem,
  IStep
} from '../../_generated/models';
import { COMPONENTS, openPipeline } from '../../builder/__tests__/fixtures';
import type { PipelineContext } from '../../model/context';
import { PipelineSidebar } from '../sidebar';

export const READ = { id: 'read', component: 'data.read_csv' };

export const STEPS = [
  READ,
  {
    id: 'drop',
    component: 'clean.drop_columns',
    inputs: { table: 'read.table' }
  },
  {
    id: 'show',
    component: 'explore.describe',
    inputs: { table: 'drop.table' }
  }
];

const BROKEN = {
  file: '/home/me/components/clean/own.py.jinja',
  line: 3,
  message: '`title` is missing.',
  remedy: 'Add `title`.'
};

// Without a layout, jsdom has nothing to scroll and no CSS to escape for.
Element.prototype.scrollIntoView ??= () => undefined;
globalThis.CSS ??= { escape: (text: string) => text } as never;

/**
 * A sidebar on screen, with a pipeline in it.
 */
export class OpenSidebar {
  constructor() {
    const owner = {};
    this.sidebar = new PipelineSidebar({
      browse: async pipeline => `chosen/for/${pipeline}`,
      catalog: {
        catalog: { components: [], formats: [], problems: [BROKEN] },
        components: COMPONENTS,
        error: null,
        path: null,
        changed: new Signal(owner) as never,
        refresh: async () => undefined
      },
      kernels: () => [{ name: 'python3', label: 'Python 3' }],
      onCreate: () => this.log.push('new'),
      onExample: () => this.log.push('example'),
      onExport: () => this.log.push('export'),
      onRefresh: () => this.log.push('refresh'),
      onOpenText: path => this.log.push(path),
      trans: nullTranslator.load(''),
      warn: message => this.log.push(message)
    });
    Widget.attach(this.sidebar, document.body);
  }

  readonly sidebar: PipelineSidebar;

  /** What the sidebar asked the application for. */
  readonly log: string[] = [];

  /** The pipeline shown last. */
  context!: PipelineContext;

  dispose(): void {
    this.sidebar.dispose();
    for (const context of this._contexts) {
      context.dispose();
    }
  }

  /** Open a document, whether it is a pipeline or not. */
  set(
    document: object,
    problems: readonly IProblem[] = [],
    columns?: IColumnsResponse
  ): void {
    this.context = openPipeline(document, problems, columns);
    this._contexts.push(this.context);
    this.sidebar.pipeline = this.context;
  }

  /** Open a pipeline and wait until it is shown. */
  async show(
    document: object,
    problems: readonly IProblem[] = [],
    columns?: IColumnsResponse
  ): Promise<void> {
    this.set(document, problems, columns);
    await this.context.ready;
    await screen.findByLabelText('Name of the pipeline');
  }

  pipeline(): IPipeline | null {
    return this.context.model.sharedModel.pipeline;
  }

  params(index = 0): IStep['params'] | undefined {
    return this.pipeline()?.steps[index]?.params;
  }

  header(step: string): HTMLElement {
    const selector = `[data-step-header="${step}"]`;
    const found = this.sidebar.node.querySelector<HTMLElement>(selector);
    if (!found) {
      throw new Error(`There is no step ${step}`);
    }
    return found;
  }

  /** Unfold a step and wait for its form. */
  async openStep(step: string): Promise<void> {
    await waitFor(() => this.header(step));
    fireEvent.click(this.header(step));
    await waitFor(() => {
      if (!this.sidebar.node.querySelector('.jp-PipelineForm')) {
        throw new Error('There is no form yet');
      }
    });
  }

  /** Wait until what was done is drawn. */
  async settle(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, 30));
  }

  async type(field: HTMLElement, text: string): Promise<void> {
    fireEvent.change(field, { target: { value: text } });
    await this.settle();
  }

  private _contexts: PipelineContext[] = [];
}
