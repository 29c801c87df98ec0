import { fireEvent, screen, waitFor, within } from '@testing-library/dom';

import { problemOf } from '../../api/__tests__/problem';
import { OpenSidebar, READ, STEPS } from './openSidebar';

describe('PipelineSidebar', () => {
  let open: OpenSidebar;

  beforeEach(() => {
    open = new OpenSidebar();
  });
  afterEach(() => open.dispose());

  it('offers a new pipeline and the examples where none is open', async () => {
    fireEvent.click(await screen.findByText('New pipeline'));
    fireEvent.click(await screen.findByText('New from example…'));
    expect(open.log).toEqual(['new', 'example']);
  });

  it('leads to the text of a file that is no pipeline', async () => {
    open.set({});
    open.context.model.fromString('{');
    fireEvent.click(await screen.findByText('Open as text'));
    expect(open.log).toEqual(['a.pipeline.json']);
  });

  it('follows another pipeline', async () => {
    await open.show({ name: 'One' });
    const first = open.context;
    await open.show({ name: 'Two' });
    first.model.sharedModel.setName('Three');
    await open.settle();
    const name = screen.getByLabelText<HTMLInputElement>(
      'Name of the pipeline'
    );
    expect(name.value).toBe('Two');
  });

  describe('steps', () => {
    it('are walked and opened with the keyboard', async () => {
      await open.show({ steps: STEPS });
      open.header('read').focus();
      expect(open.context.selectedStep).toBe('read');
      fireEvent.keyDown(open.header('read'), { key: 'ArrowDown' });
      expect(document.activeElement).toBe(open.header('drop'));
      expect(open.context.selectedStep).toBe('drop');
      fireEvent.keyDown(open.header('drop'), { key: 'End' });
      expect(document.activeElement).toBe(open.header('show'));
      await open.settle();
      const stops = [
        ...open.sidebar.node.querySelectorAll('[data-step-header]')
      ];
      expect(stops.map(item => item.getAttribute('tabindex'))).toEqual([
        '-1',
        '-1',
        '0'
      ]);
    });

    it('go with Delete, which is said and leaves the focus nearby', async () => {
      await open.show({ steps: STEPS });
      open.header('drop').focus();
      fireEvent.keyDown(open.header('drop'), { key: 'Delete' });
      await open.settle();
      expect(open.pipeline()?.steps.map(({ id }) => id)).toEqual([
        'read',
        'show'
      ]);
      expect(document.activeElement).toBe(open.header('show'));
      screen.getByText('Removed “Drop columns”. Undo brings it back.');
    });

    it('move with Alt and an arrow, and keep the focus', async () => {
      const other = { id: 'other', component: 'data.read_csv' };
      await open.show({ steps: [READ, other] });
      open.header('read').focus();
      fireEvent.keyDown(open.header('read'), {
        key: 'ArrowDown',
        altKey: true
      });
      await open.settle();
      expect(open.pipeline()?.steps.map(({ id }) => id)).toEqual([
        'other',
        'read'
      ]);
      expect(document.activeElement).toBe(open.header('read'));
    });

    it('offer only outputs that fit and come before', async () => {
      await open.show({ steps: STEPS });
      await open.openStep('drop');
      const [input] = [
        ...open.sidebar.node.querySelectorAll<HTMLSelectElement>(
          '[data-field="inputs/table"] select'
        )
      ];
      const options = [...(input?.options ?? [])].map(item => item.text);
      expect(options).toEqual(['Choose…', '1. Read CSV › table']);
    });
  });

  describe('problems', () => {
    const problem = problemOf({
      code: 'missing-value',
      pointer: '/steps/0',
      step: 'read',
      message: 'Step `read` lacks a value for `path`.',
      remedy: 'Fill in "File".'
    });

    it('stand at their field, and lead to it from the list', async () => {
      await open.show({ steps: [READ] }, [problem]);
      const list = await screen.findByLabelText('Problems');
      fireEvent.click(within(list).getByText('Read CSV'));
      await waitFor(() =>
        expect(document.activeElement?.id).toMatch(/\/path$/)
      );
      const field = document.activeElement?.closest('[data-field]');
      expect(field?.textContent).toContain(
        'Step read lacks a value for path. Fill in "File".'
      );
      expect(
        within(open.header('read')).getByLabelText('1 error')
      ).toBeTruthy();
    });
  });

  describe('a fix', () => {
    const problem = problemOf({
      severity: 'warning',
      pointer: '/steps/1/params',
      step: 'drop',
      message: 'No column is dropped.',
      fix: {
        title: 'Drop `a`',
        patch: [
          { op: 'add', path: '/steps/1/params/columns', value: ['a'] },
          { op: 'add', path: '/steps/1/title', value: 'Without a' }
        ]
      }
    });
    const fix = async () => {
      await waitFor(() => expect(open.context.checker.state).toBe('current'));
      await open.settle();
      const list = screen.getByLabelText('Problems');
      return within(list).getByRole('button', { name: 'Drop a' });
    };

    it('is one edit, is said, and leads to what it changed', async () => {
      await open.show({ steps: STEPS }, [problem]);
      fireEvent.click(await fix());
      await waitFor(() =>
        expect(
          document.activeElement?.closest('[data-field="params/columns"]')
        ).toBeTruthy()
      );
      expect(open.params(1)).toEqual({ columns: ['a'] });
      await screen.findByText('Done: Drop a. Undo takes it back.');
      fireEvent.keyDown(document.activeElement!, { key: 'z', ctrlKey: true });
      expect(open.params(1)).toEqual({});
      expect(open.pipeline()?.steps[1]?.title).toBe('');
    });

    it('is refused once the pipeline has changed', async () => {
      await open.show({ steps: STEPS }, [problem]);
      const button = await fix();
      open.context.model.sharedModel.moveStep('show', 0);
      const before = open.context.model.toString();
      fireEvent.click(button);
      expect(open.context.model.toString()).toBe(before);
      expect(open.log[0]).toMatch(/^The pipeline has changed/);
    });
  });

  describe('the picker', () => {
    it('adds what the keyboard chooses, and goes to its first field', async () => {
      await open.show({ steps: [READ] });
      open.sidebar.pickStep();
      const search = await screen.findByRole('combobox', {
        name: 'Search steps'
      });
      await waitFor(() => expect(document.activeElement).toBe(search));
      await open.type(search, 'columns');
      fireEvent.keyDown(search, { key: 'Enter' });
      await waitFor(() =>
        expect(document.activeElement?.id).toMatch(/\/columns$/)
      );
      expect(open.pipeline()?.steps[1]).toMatchObject({
        component: 'clean.drop_columns',
        inputs: { table: 'read.table' }
      });
    });

    it('looks for components anew, and says what is wrong with some', async () => {
      await open.show({});
      open.sidebar.pickStep();
      const search = await screen.findByRole('combobox', {
        name: 'Search steps'
      });
      fireEvent.click(screen.getByLabelText('Refresh components'));
      expect(open.log).toEqual(['refresh']);
      expect(document.activeElement).toBe(search);
      const broken = screen.getByRole('list', {
        name: 'Problems with components',
        hidden: true
      });
      expect(broken.textContent).toBe(
        'clean/own.py.jinja, line 3title is missing. Add title.'
      );
    });

    it('walks the matches', async () => {
      await open.show({});
      open.sidebar.pickStep();
      const search = await screen.findByRole('combobox', {
        name: 'Search steps'
      });
      const chosen = () =>
        within(screen.getByRole('listbox')).getByRole('option', {
          selected: true
        }).textContent;
      expect(chosen()).toContain('Read CSV');
      fireEvent.keyDown(search, { key: 'ArrowDown' });
      await open.settle();
      expect(chosen()).toContain('Drop columns');
      fireEvent.keyDown(search, { key: 'ArrowUp' });
      fireEvent.keyDown(search, { key: 'ArrowUp' });
      await open.settle();
      expect(chosen()).toContain('Read CSV');
    });

    it('is left with Escape, back to the button that opens it', async () => {
      await open.show({});
      fireEvent.click(screen.getByText('Add step'));
      const search = await screen.findByRole('combobox', {
        name: 'Search steps'
      });
      fireEvent.keyDown(search, { key: 'Escape' });
      await open.settle();
      expect(
        screen.queryByRole('combobox', { name: 'Search steps' })
      ).toBeNull();
      expect(document.activeElement?.textContent).toBe('Add step');
      expect(open.pipeline()?.steps).toEqual([]);
    });
  });

  describe('parameters', () => {
    it('are renamed with all references in one step', async () => {
      await open.show({
        parameters: [{ name: 'n', type: 'integer', default: 5 }],
        steps: [{ ...READ, params: { rows: { $parameter: 'n' } } }]
      });
      const group = await screen.findByRole('group', { name: 'Parameter n' });
      const name = within(group).getByLabelText('Name');
      fireEvent.change(name, { target: { value: 'count' } });
      fireEvent.focusOut(name);
      await open.settle();
      expect(open.params()).toEqual({ rows: { $parameter: 'count' } });
      open.context.model.sharedModel.undo();
      expect(open.params()).toEqual({ rows: { $parameter: 'n' } });
      expect(open.pipeline()?.parameters[0]?.name).toBe('n');
    });

    it('leave their value behind when they go', async () => {
      await open.show({
        parameters: [{ name: 'n', type: 'integer', default: 5 }],
        steps: [{ ...READ, params: { rows: { $parameter: 'n' } } }]
      });
      fireEvent.click(await screen.findByLabelText('Remove the parameter n'));
      await open.settle();
      expect(open.params()).toEqual({ rows: 5 });
    });
  });

  it('stores what the environment asks for', async () => {
    await open.show({});
    const kernel = screen.getByLabelText('Kernel');
    fireEvent.change(kernel, { target: { value: 'python3' } });
    await open.type(
      screen.getByLabelText('Further requirements'),
      'requests>=2\n\nrich'
    );
    expect(open.pipeline()?.environment).toEqual({
      kernel: 'python3',
      python: null,
      pins: 'exact',
      requirements: ['requests>=2', 'rich']
    });
  });
});
