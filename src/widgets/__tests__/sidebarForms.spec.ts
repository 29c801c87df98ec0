import { fireEvent, screen } from '@testing-library/dom';

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
