import type { IColumnsResponse, IKnownColumn } from '../../_generated/models';
import { columnChoices, findColumns } from '../columnChoices';

function columns(...names: string[]): IKnownColumn[] {
  return names.map(name => ({ name, type: 'text' }));
}

describe('columnChoices', () => {
  const known: IColumnsResponse = {
    tables: {
      'a.table': { columns: columns('x', 'y') },
      'b.table': { columns: columns('y', 'z') },
      'c.table': { columns: null }
    },
    choices: {
      step: {
        one: ['a.table'],
        both: ['a.table', 'b.table'],
        partly: ['a.table', 'c.table'],
        hidden: ['c.table'],
        none: []
      }
    },
    problems: []
  };

  it.each([
    ['one', ['x', 'y'], null],
    ['both', ['x', 'y', 'z'], null],
    ['partly', ['x', 'y'], 'unknown'],
    ['hidden', [], 'unknown'],
    ['none', [], 'noTable']
  ])('knows what %s may name', (setting, names, lack) => {
    const choice = columnChoices(known, 'step').get(setting);
    expect(choice?.columns.map(({ name }) => name)).toEqual(names);
    expect(choice?.lack).toBe(lack);
    expect(choice?.isComplete).toBe(lack === null);
  });

  it('claims nothing of what the server does not tell', () => {
    expect(columnChoices(known, 'other').size).toBe(0);
  });
});

describe('findColumns', () => {
  const names = (query: string, left: string[] = []) =>
    findColumns(
      columns('bill_mass', 'Mass', 'mass', 'Körpermaße', 'mass_g', '体重'),
      query,
      new Set(left)
    ).shown.map(({ name }) => name);

  it('puts what is equal first, then what begins so', () => {
    expect(names('mass')).toEqual(['Mass', 'mass', 'mass_g', 'bill_mass']);
  });

  it('minds neither case nor accents, and knows other scripts', () => {
    expect(names('KORPER')).toEqual(['Körpermaße']);
    expect(names('重')).toEqual(['体重']);
  });

  it('leaves out what is taken', () => {
    expect(names('mass', ['Mass', 'mass_g'])).toEqual(['mass', 'bill_mass']);
  });

  it('shows some of very many, and counts them all', () => {
    const many = columns(...Array.from({ length: 2000 }, (_, i) => `c${i}`));
    const { shown, total } = findColumns(many, 'c');
    expect(shown).toHaveLength(200);
    expect(total).toBe(2000);
    expect(findColumns(many, 'c1999').shown).toHaveLength(1);
  });
});
