import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { fireEvent, screen, waitFor, within } from '@testing-library/dom';

import type { IProblem } from '../../_generated/models';
import { COMPONENTS, openPipeline } from '../../builder/__tests__/fixtures';
import type { PipelineContext } from '../../model/context';
import { PipelineSidebar } from '../sidebar';

const READ = { id: 'read', component: 'data.read_csv' };
const STEPS = [
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

// Without a layout, jsdom has nothing to scroll and no CSS to escape for.
Element.prototype.scrollIntoView ??= () => undefined;
globalThis.CSS ??= { escape: (text: string) => text } as never;

describe('PipelineSidebar', () => {
  let sidebar: PipelineSidebar;
  let context: PipelineContext;
  let opened: string[];

  beforeEach(() => {
    opened = [];
    const owner = {};
    sidebar = new PipelineSidebar({
      browse: async pipeline => `chosen/for/${pipeline}`,
      catalog: {
        catalog: null,
        components: COMPONENTS,
        error: null,
        changed: new Signal(owner) as never,
        refresh: async () => undefined
      },
      kernels: () => [{ name: 'python3', label: 'Python 3' }],
      onCreate: () => opened.push('new'),
      onExport: () => opened.push('export'),
      onOpenText: path => opened.push(path),
      trans: nullTranslator.load('')
    });
    Widget.attach(sidebar, document.body);
  });

  afterEach(() => {
    sidebar.dispose();
    context?.dispose();
  });

  async function show(
    document: object,
    problems: readonly IProblem[] = []
  ): Promise<void> {
    context = openPipeline(document, problems);
    sidebar.pipeline = context;
    await context.ready;
    await screen.findByLabelText('Name of the pipeline');
  }

  const pipeline = () => context.model.sharedModel.pipeline;
  const params = (index = 0) => pipeline()?.steps[index]?.params;
  const header = (step: string) => {
    const found = sidebar.node.querySelector<HTMLElement>(
      `[data-step-header="${step}"]`
    );
    if (!found) {
      throw new Error(`There is no step ${step}`);
    }
    return found;
  };
  const openStep = async (step: string) => {
    await waitFor(() => header(step));
    fireEvent.click(header(step));
    return waitFor(() => {
      const form = sidebar.node.querySelector<HTMLElement>('.jp-PipelineForm');
      if (!form) {
        throw new Error('There is no form yet');
      }
      return form;
    });
  };
  const settle = () => new Promise(resolve => setTimeout(resolve, 30));
  const type = async (field: HTMLElement, text: string) => {
    fireEvent.change(field, { target: { value: text } });
    await settle();
  };

  it('offers a new pipeline where none is open', async () => {
    fireEvent.click(await screen.findByText('New pipeline'));
    expect(opened).toEqual(['new']);
  });

  it('leads to the text of a file that is no pipeline', async () => {
    context = openPipeline({});
    context.model.fromString('{');
    sidebar.pipeline = context;
    fireEvent.click(await screen.findByText('Open as text'));
    expect(opened).toEqual(['a.pipeline.json']);
  });

  it('follows another pipeline', async () => {
    await show({ name: 'One' });
    const first = context;
    await show({ name: 'Two' });
    first.model.sharedModel.setName('Three');
    await settle();
    const name = screen.getByLabelText<HTMLInputElement>(
      'Name of the pipeline'
    );
    expect(name.value).toBe('Two');
    first.dispose();
  });

  describe('forms', () => {
    it('keep a typed default on screen, and do not store it', async () => {
      await show({ steps: [READ] });
      await openStep('read');
      const field = screen.getByLabelText<HTMLInputElement>('Separator');
      expect(field.placeholder).toBe(',');
      await type(field, ',');
      expect(field.value).toBe(',');
      expect(params()).toEqual({});
      await type(field, ',,');
      expect(params()).toEqual({ sep: ',,' });
    });

    it('store numbers, and keep what is no number yet', async () => {
      await show({ steps: [READ] });
      await openStep('read');
      const field = screen.getByLabelText<HTMLInputElement>('Rows');
      await type(field, '25');
      expect(field.value).toBe('25');
      expect(params()).toEqual({});
      await type(field, '250');
      expect(params()).toEqual({ rows: 250 });
      await type(field, 'x');
      expect(field.value).toBe('x');
    });

    it('show defaults that are not stored', async () => {
      await show({ steps: STEPS });
      await openStep('read');
      expect(screen.getByLabelText<HTMLInputElement>('Header').checked).toBe(
        true
      );
      fireEvent.click(header('read'));
      await settle();
      await openStep('drop');
      const choice = screen.getByLabelText<HTMLSelectElement>('Missing ones');
      expect(choice.selectedOptions[0]?.textContent).toBe('Are an error');
    });

    it('keep a field in its place while it is typed into', async () => {
      await show({ steps: [READ] });
      await openStep('read');
      const field = screen.getByLabelText<HTMLInputElement>('Encoding');
      await type(field, 'latin-1');
      expect(screen.getByLabelText('Encoding')).toBe(field);
      expect(params()).toEqual({ encoding: 'latin-1' });
    });

    it('follow undo', async () => {
      await show({ steps: [READ] });
      await openStep('read');
      const field = screen.getByLabelText<HTMLInputElement>('Encoding');
      await type(field, 'utf');
      await type(field, 'utf-8');
      fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
      await settle();
      expect(field.value).toBe('');
      fireEvent.keyDown(field, { key: 'z', ctrlKey: true, shiftKey: true });
      await settle();
      expect(field.value).toBe('utf-8');
    });

    it('keep blank lines of a list on screen', async () => {
      await show({ steps: STEPS });
      await openStep('drop');
      const field =
        screen.getByPlaceholderText<HTMLTextAreaElement>('One column a line');
      await type(field, 'a\n\nb\n');
      expect(field.value).toBe('a\n\nb\n');
      expect(params(1)).toEqual({ columns: ['a', 'b'] });
    });

    it('take a chosen file', async () => {
      await show({ steps: [READ] });
      await openStep('read');
      fireEvent.click(screen.getByLabelText('Choose a file'));
      await settle();
      expect(params()).toEqual({ path: 'chosen/for/a.pipeline.json' });
    });

    it('turn a value into a parameter, and back', async () => {
      await show({ steps: [{ ...READ, params: { rows: 7 } }] });
      await openStep('read');
      const label = 'Take “rows” from a parameter of the pipeline';
      fireEvent.click(screen.getByLabelText(label));
      await settle();
      expect(params()).toEqual({ rows: { $parameter: 'rows' } });
      expect(pipeline()?.parameters[0]).toMatchObject({
        name: 'rows',
        default: 7
      });
      fireEvent.click(screen.getByLabelText('Give “rows” a value of its own'));
      await settle();
      expect(params()).toEqual({ rows: 7 });
    });
  });

  describe('steps', () => {
    it('are walked and opened with the keyboard', async () => {
      await show({ steps: STEPS });
      header('read').focus();
      expect(context.selectedStep).toBe('read');
      fireEvent.keyDown(header('read'), { key: 'ArrowDown' });
      expect(document.activeElement).toBe(header('drop'));
      expect(context.selectedStep).toBe('drop');
      fireEvent.keyDown(header('drop'), { key: 'End' });
      expect(document.activeElement).toBe(header('show'));
      await settle();
      const stops = [...sidebar.node.querySelectorAll('[data-step-header]')];
      expect(stops.map(item => item.getAttribute('tabindex'))).toEqual([
        '-1',
        '-1',
        '0'
      ]);
    });

    it('go with Delete, which is said and leaves the focus nearby', async () => {
      await show({ steps: STEPS });
      header('drop').focus();
      fireEvent.keyDown(header('drop'), { key: 'Delete' });
      await settle();
      expect(pipeline()?.steps.map(({ id }) => id)).toEqual(['read', 'show']);
      expect(document.activeElement).toBe(header('show'));
      screen.getByText('Removed “Drop columns”. Undo brings it back.');
    });

    it('move with Alt and an arrow, and keep the focus', async () => {
      const other = { id: 'other', component: 'data.read_csv' };
      await show({ steps: [READ, other] });
      header('read').focus();
      fireEvent.keyDown(header('read'), { key: 'ArrowDown', altKey: true });
      await settle();
      expect(pipeline()?.steps.map(({ id }) => id)).toEqual(['other', 'read']);
      expect(document.activeElement).toBe(header('read'));
    });

    it('offer only outputs that fit and come before', async () => {
      await show({ steps: STEPS });
      await openStep('drop');
      const [input] = [
        ...sidebar.node.querySelectorAll<HTMLSelectElement>(
          '[data-field="inputs/table"] select'
        )
      ];
      const options = [...(input?.options ?? [])].map(item => item.text);
      expect(options).toEqual(['Choose…', '1. Read CSV › table']);
    });
  });

  describe('problems', () => {
    const problem: IProblem = {
      severity: 'error',
      code: 'missing-value',
      pointer: '/steps/0',
      step: 'read',
      message: 'Step `read` lacks a value for `path`.',
      remedy: 'Fill in "File".'
    };

    it('stand at their field, and lead to it from the list', async () => {
      await show({ steps: [READ] }, [problem]);
      const list = await screen.findByLabelText('Problems');
      fireEvent.click(within(list).getByText('Read CSV'));
      await waitFor(() =>
        expect(document.activeElement?.id).toMatch(/\/path$/)
      );
      const field = document.activeElement?.closest('[data-field]');
      expect(field?.textContent).toContain(problem.message);
      expect(within(header('read')).getByLabelText('1 error')).toBeTruthy();
    });
  });

  describe('the picker', () => {
    it('adds what the keyboard chooses, and goes to its first field', async () => {
      await show({ steps: [READ] });
      sidebar.pickStep();
      const search = await screen.findByRole('combobox', {
        name: 'Search steps'
      });
      await waitFor(() => expect(document.activeElement).toBe(search));
      await type(search, 'columns');
      fireEvent.keyDown(search, { key: 'Enter' });
      await waitFor(() =>
        expect(document.activeElement?.tagName).toBe('TEXTAREA')
      );
      expect(pipeline()?.steps[1]).toMatchObject({
        component: 'clean.drop_columns',
        inputs: { table: 'read.table' }
      });
    });

    it('walks the matches', async () => {
      await show({});
      sidebar.pickStep();
      const search = await screen.findByRole('combobox', {
        name: 'Search steps'
      });
      const chosen = () =>
        within(screen.getByRole('listbox')).getByRole('option', {
          selected: true
        }).textContent;
      expect(chosen()).toContain('Read CSV');
      fireEvent.keyDown(search, { key: 'ArrowDown' });
      await settle();
      expect(chosen()).toContain('Drop columns');
      fireEvent.keyDown(search, { key: 'ArrowUp' });
      fireEvent.keyDown(search, { key: 'ArrowUp' });
      await settle();
      expect(chosen()).toContain('Read CSV');
    });

    it('is left with Escape, back to the button that opens it', async () => {
      await show({});
      fireEvent.click(screen.getByText('Add step'));
      const search = await screen.findByRole('combobox', {
        name: 'Search steps'
      });
      fireEvent.keyDown(search, { key: 'Escape' });
      await settle();
      expect(
        screen.queryByRole('combobox', { name: 'Search steps' })
      ).toBeNull();
      expect(document.activeElement?.textContent).toBe('Add step');
      expect(pipeline()?.steps).toEqual([]);
    });
  });

  describe('parameters', () => {
    it('are renamed with all references in one step', async () => {
      await show({
        parameters: [{ name: 'n', type: 'integer', default: 5 }],
        steps: [{ ...READ, params: { rows: { $parameter: 'n' } } }]
      });
      const group = await screen.findByRole('group', { name: 'Parameter n' });
      const name = within(group).getByLabelText('Name');
      fireEvent.change(name, { target: { value: 'count' } });
      fireEvent.focusOut(name);
      await settle();
      expect(params()).toEqual({ rows: { $parameter: 'count' } });
      context.model.sharedModel.undo();
      expect(params()).toEqual({ rows: { $parameter: 'n' } });
      expect(pipeline()?.parameters[0]?.name).toBe('n');
    });

    it('leave their value behind when they go', async () => {
      await show({
        parameters: [{ name: 'n', type: 'integer', default: 5 }],
        steps: [{ ...READ, params: { rows: { $parameter: 'n' } } }]
      });
      fireEvent.click(await screen.findByLabelText('Remove the parameter n'));
      await settle();
      expect(params()).toEqual({ rows: 5 });
    });
  });

  it('stores what the environment asks for', async () => {
    await show({});
    const kernel = screen.getByLabelText('Kernel');
    fireEvent.change(kernel, { target: { value: 'python3' } });
    await type(
      screen.getByLabelText('Further requirements'),
      'requests>=2\n\nrich'
    );
    expect(pipeline()?.environment).toEqual({
      kernel: 'python3',
      python: null,
      pins: 'exact',
      requirements: ['requests>=2', 'rich']
    });
  });
});
