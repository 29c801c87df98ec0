import { fireEvent, screen, within } from '@testing-library/dom';

import { OpenSidebar, READ, STEPS } from './openSidebar';

describe('Forms of PipelineSidebar', () => {
  let open: OpenSidebar;

  beforeEach(() => {
    open = new OpenSidebar();
  });
  afterEach(() => open.dispose());

  it('keep a typed default on screen, and do not store it', async () => {
    await open.show({ steps: [READ] });
    await open.openStep('read');
    const field = screen.getByLabelText<HTMLInputElement>('Separator');
    expect(field.placeholder).toBe(',');
    await open.type(field, ',');
    expect(field.value).toBe(',');
    expect(open.params()).toEqual({});
    await open.type(field, ',,');
    expect(open.params()).toEqual({ sep: ',,' });
  });

  it('store numbers, and keep what is no number yet', async () => {
    await open.show({ steps: [READ] });
    await open.openStep('read');
    const field = screen.getByLabelText<HTMLInputElement>('Rows');
    await open.type(field, '25');
    expect(field.value).toBe('25');
    expect(open.params()).toEqual({});
    await open.type(field, '250');
    expect(open.params()).toEqual({ rows: 250 });
    await open.type(field, 'x');
    expect(field.value).toBe('x');
  });

  it('show defaults that are not stored', async () => {
    await open.show({ steps: STEPS });
    await open.openStep('read');
    expect(screen.getByLabelText<HTMLInputElement>('Header').checked).toBe(
      true
    );
    fireEvent.click(open.header('read'));
    await open.settle();
    await open.openStep('drop');
    const choice = screen.getByLabelText<HTMLSelectElement>('Missing ones');
    expect(choice.selectedOptions[0]?.textContent).toBe('Are an error');
  });

  it('keep a field in its place while it is typed into', async () => {
    await open.show({ steps: [READ] });
    await open.openStep('read');
    const field = screen.getByLabelText<HTMLInputElement>('Encoding');
    await open.type(field, 'latin-1');
    expect(screen.getByLabelText('Encoding')).toBe(field);
    expect(open.params()).toEqual({ encoding: 'latin-1' });
  });

  it('follow undo', async () => {
    await open.show({ steps: [READ] });
    await open.openStep('read');
    const field = screen.getByLabelText<HTMLInputElement>('Encoding');
    await open.type(field, 'utf');
    await open.type(field, 'utf-8');
    fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
    await open.settle();
    expect(field.value).toBe('');
    fireEvent.keyDown(field, { key: 'z', ctrlKey: true, shiftKey: true });
    await open.settle();
    expect(field.value).toBe('utf-8');
  });

  it('keep blank lines of a list on screen', async () => {
    await open.show({ steps: STEPS });
    await open.openStep('drop');
    const field = screen.getByLabelText<HTMLTextAreaElement>('Words');
    await open.type(field, 'a\n\nb\n');
    expect(field.value).toBe('a\n\nb\n');
    expect(open.params(1)).toEqual({ words: ['a', 'b'] });
  });

  describe('of unusual settings', () => {
    const field = (label: string) =>
      screen.getByLabelText<HTMLInputElement>(label, {
        selector: 'input, textarea'
      });
    const group = (label: string) => {
      const frame = screen.getByText(label).closest('[data-field]');
      return within(frame as HTMLElement);
    };

    beforeEach(async () => {
      await open.show({ steps: [{ id: 'odd', component: 'tune.unusual' }] });
      await open.openStep('odd');
    });

    it('store numbers as numbers, and say what is meant', async () => {
      expect(field('Numbers').placeholder).toBe('e.g. 0.1, 0.9');
      await open.type(field('Numbers'), '1, 2.5,');
      expect(field('Numbers').value).toBe('1, 2.5,');
      expect(open.params()).toEqual({ numbers: [1, 2.5] });
      await open.type(field('Numbers'), '');
      expect(open.params()).toEqual({});
    });

    it('store a list for each line', async () => {
      await open.type(field('Order'), 'low, high\nno,yes');
      expect(open.params()).toEqual({
        order: [
          ['low', 'high'],
          ['no', 'yes']
        ]
      });
    });

    it('take a word, or a list once there is a comma', async () => {
      expect(screen.queryByRole('combobox', { name: /Option/ })).toBeNull();
      await open.type(field('Stop words'), 'english');
      expect(open.params()).toEqual({ stop: 'english' });
      await open.type(field('Stop words'), 'the,');
      expect(open.params()).toEqual({ stop: ['the'] });
      await open.type(field('Stop words'), 'the, a');
      expect(open.params()).toEqual({ stop: ['the', 'a'] });
    });

    it('store values by name of the kind that is wanted', async () => {
      fireEvent.click(group('Grid').getByText('Add a row'));
      await open.settle();
      await open.type(group('Grid').getByLabelText('Name 1'), 'C');
      await open.type(group('Grid').getByLabelText('Value 1'), '0.1, auto');
      fireEvent.click(group('Codes').getByText('Add a row'));
      await open.settle();
      await open.type(group('Codes').getByLabelText('Name 1'), 'x');
      expect(open.params()).toEqual({ grid: { C: [0.1, 'auto'] } });
      await open.type(group('Codes').getByLabelText('Value 1'), '3');
      expect(open.params()).toEqual({
        grid: { C: [0.1, 'auto'] },
        codes: { x: 3 }
      });
    });

    it('have several lines for a text of lines', () => {
      expect(field('Rows').tagName).toBe('TEXTAREA');
    });
  });

  it('take a chosen file', async () => {
    await open.show({ steps: [READ] });
    await open.openStep('read');
    fireEvent.click(screen.getByLabelText('Choose a file'));
    await open.settle();
    expect(open.params()).toEqual({ path: 'chosen/for/a.pipeline.json' });
  });

  it('turn a value into a parameter, and back', async () => {
    await open.show({ steps: [{ ...READ, params: { rows: 7 } }] });
    await open.openStep('read');
    const label = 'Take “rows” from a parameter of the pipeline';
    fireEvent.click(screen.getByLabelText(label));
    await open.settle();
    expect(open.params()).toEqual({ rows: { $parameter: 'rows' } });
    expect(open.pipeline()?.parameters[0]).toMatchObject({
      name: 'rows',
      default: 7
    });
    fireEvent.click(screen.getByLabelText('Give “rows” a value of its own'));
    await open.settle();
    expect(open.params()).toEqual({ rows: 7 });
  });
});
