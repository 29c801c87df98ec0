import { fireEvent, screen, waitFor, within } from '@testing-library/dom';

import type { IColumnsResponse } from '../../_generated/models';
import { OpenSidebar, STEPS } from './openSidebar';

const COLUMNS: IColumnsResponse = {
  tables: {
    'read.table': {
      columns: [
        { name: 'species', type: 'text' },
        { name: 'body_mass', type: 'integer' },
        { name: 'flipper length', type: 'number' }
      ]
    }
  },
  choices: {
    drop: {
      columns: ['read.table'],
      by: ['read.table'],
      names: ['read.table']
    }
  },
  problems: []
};

describe('Columns in the forms of PipelineSidebar', () => {
  let open: OpenSidebar;

  const field = (name: string) =>
    screen.getByLabelText<HTMLInputElement>(name, { selector: 'input' });
  const options = () =>
    screen
      .queryAllByRole('option')
      .filter(item => item.closest('[id$="-list"]'));
  const names = () => options().map(item => item.textContent);
  const press = async (target: HTMLElement, key: string, more = {}) => {
    fireEvent.keyDown(target, { key, ...more });
    await open.settle();
  };
  const chips = () =>
    within(screen.getByRole('list', { name: 'Chosen columns' }))
      .queryAllByRole('listitem')
      .map(item => item.textContent);

  async function show(params: object, columns = COLUMNS): Promise<void> {
    const [read, drop] = STEPS;
    const steps = [read, { ...drop, params }];
    await open.show({ steps }, [], columns);
    await open.openStep('drop');
  }

  beforeEach(() => {
    open = new OpenSidebar();
  });
  afterEach(() => open.dispose());

  describe('a single one', () => {
    it('is found by typing, and taken with Enter', async () => {
      await show({});
      const by = field('Ordered by');
      by.focus();
      await open.type(by, 'MASS');
      expect(names()).toEqual(['body_massinteger']);
      const active = by.getAttribute('aria-activedescendant');
      expect(options()[0]?.id).toBe(active);
      await press(by, 'Enter');
      expect(open.params(1)).toEqual({ by: 'body_mass' });
      expect(by.getAttribute('aria-expanded')).toBe('false');
      expect(document.activeElement).toBe(by);
    });

    it('is walked to among all, beginning with the present one', async () => {
      await show({ by: 'body_mass' });
      const by = field('Ordered by');
      await press(by, 'ArrowDown');
      expect(names()).toHaveLength(3);
      await press(by, 'ArrowDown');
      await press(by, 'ArrowDown');
      await press(by, 'ArrowUp');
      await press(by, 'ArrowDown');
      await press(by, 'Enter');
      expect(open.params(1)).toEqual({ by: 'flipper length' });
    });

    it('may be one that is not known, which is marked', async () => {
      await show({});
      const by = field('Ordered by');
      await open.type(by, 'spec');
      await press(by, 'Escape');
      expect(names()).toEqual([]);
      expect(open.params(1)).toEqual({ by: 'spec' });
      expect(by.className).toContain('jp-mod-odd');
      await open.type(by, 'species');
      await press(by, 'Escape');
      expect(by.className).not.toContain('jp-mod-odd');
    });

    it('is a plain field with the reason where nothing is known', async () => {
      const tables = { 'read.table': { columns: null } };
      await show({}, { ...COLUMNS, tables });
      const by = field('Ordered by');
      await press(by, 'ArrowDown');
      await open.type(by, 'any');
      expect(names()).toEqual([]);
      expect(by.className).not.toContain('jp-mod-odd');
      const frame = by.closest('[data-field]');
      expect(frame?.textContent).toContain('not known yet');
    });

    it('closes its list when the focus leaves', async () => {
      await show({});
      const by = field('Ordered by');
      await press(by, 'ArrowDown');
      fireEvent.focusOut(by, { relatedTarget: document.body });
      await open.settle();
      expect(names()).toEqual([]);
    });
  });

  describe('several', () => {
    it('keep the order in which they were chosen', async () => {
      await show({});
      const columns = field('Columns*');
      await open.type(columns, 'flip');
      await press(columns, 'Enter');
      await open.type(columns, 's');
      await press(columns, 'Enter');
      expect(chips()).toEqual(['flipper length', 'species']);
      expect(open.params(1)).toEqual({
        columns: ['flipper length', 'species']
      });
      expect(columns.value).toBe('');
      await press(columns, 'ArrowDown');
      expect(names()).toEqual(['body_massinteger']);
      screen.getByText('Added species');
    });

    it('lose the last with Backspace, and any with Delete', async () => {
      await show({ columns: ['species', 'body_mass', 'flipper length'] });
      const columns = field('Columns*');
      columns.focus();
      await press(columns, 'Backspace');
      expect(chips()).toEqual(['species', 'body_mass']);
      await press(columns, 'ArrowLeft');
      await press(document.activeElement as HTMLElement, 'ArrowLeft');
      await press(document.activeElement as HTMLElement, 'Delete');
      expect(open.params(1)).toEqual({ columns: ['body_mass'] });
      await waitFor(() =>
        expect(document.activeElement?.getAttribute('aria-label')).toBe(
          'Remove body_mass'
        )
      );
    });

    it('change places with Alt and an arrow', async () => {
      await show({ columns: ['species', 'body_mass'] });
      const chip = screen.getByLabelText('Remove body_mass');
      chip.focus();
      await press(chip, 'ArrowLeft', { altKey: true });
      expect(open.params(1)).toEqual({ columns: ['body_mass', 'species'] });
      await press(chip, 'ArrowLeft', { altKey: true });
      expect(open.params(1)).toEqual({ columns: ['body_mass', 'species'] });
    });

    it('may be ones that are not known, which are marked', async () => {
      await show({ columns: ['species'] });
      const columns = field('Columns*');
      await open.type(columns, 'odd one');
      expect(names()).toEqual(['Use “odd one”']);
      await press(columns, 'Enter');
      expect(open.params(1)).toEqual({ columns: ['species', 'odd one'] });
      const odd = screen.getByText('odd one', {
        selector: '.jp-PipelineChip span'
      });
      expect(odd.parentElement?.className).toContain('jp-mod-odd');
      const known = screen.getByText('species', {
        selector: '.jp-PipelineChip span'
      });
      expect(known.parentElement?.className).not.toContain('jp-mod-odd');
    });

    it('take pasted lines, and what is left behind in the field', async () => {
      await show({});
      const columns = field('Columns*');
      const paste = new Event('paste', { bubbles: true, cancelable: true });
      const clipboardData = { getData: () => 'a\n b \r\n\na' };
      fireEvent(columns, Object.assign(paste, { clipboardData }));
      await open.settle();
      expect(open.params(1)).toEqual({ columns: ['a', 'b'] });
      await open.type(columns, 'c');
      fireEvent.focusOut(columns, { relatedTarget: document.body });
      await open.settle();
      expect(open.params(1)).toEqual({ columns: ['a', 'b', 'c'] });
    });
  });

  it('are those that the server told last', async () => {
    const known = { ...COLUMNS, tables: { ...COLUMNS.tables } };
    await show({}, known);
    const by = field('Ordered by');
    await press(by, 'ArrowDown');
    expect(names()).toHaveLength(3);
    known.tables['read.table'] = { columns: [{ name: 'new', type: 'text' }] };
    await open.context.columns.refresh();
    await open.settle();
    expect(names()).toEqual(['newtext']);
  });

  it('are offered as the keys of a mapping, each once', async () => {
    await show({ names: { species: 'kind' } });
    const group = field('Column 1').closest<HTMLElement>('[role="group"]')!;
    fireEvent.click(within(group).getByText('Add a row'));
    await open.settle();
    const second = field('Column 2');
    await press(second, 'ArrowDown');
    expect(names()).toEqual(['body_massinteger', 'flipper lengthnumber']);
    await press(second, 'Enter');
    await open.type(field('Value 2'), 'mass');
    expect(open.params(1)).toEqual({
      names: { species: 'kind', body_mass: 'mass' }
    });
  });
});
