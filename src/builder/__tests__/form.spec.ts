import type { IPatchOperation, IProblem, IStep } from '../../_generated/models';
import { problemOf } from '../../api/__tests__/problem';
import { partOf, placeOfFix } from '../focus';
import { changedParams, formData, formSchema } from '../formSchema';
import { convertDefault, newParameter } from '../parameters';
import { summarize } from '../summary';
import { known } from './fixtures';

function step(component: string, params: IStep['params']): IStep {
  return {
    id: 'a',
    component,
    inputs: {},
    params,
    title: '',
    note: '',
    enabled: true
  };
}

describe('formSchema', () => {
  it('folds what is optional once there is much of it', () => {
    const { folded } = formSchema(known('data.read_csv'));
    expect([...folded]).toEqual(['encoding', 'decimal']);
  });

  it('leaves the declared ports to the editors they have', () => {
    const { schema } = formSchema(known('custom.python'));
    expect(Object.keys(schema.properties ?? {})).toEqual(['code']);
  });
});

describe('changedParams', () => {
  const read = known('data.read_csv');
  const stored = step('data.read_csv', { path: 'a.csv', sep: ';' });

  it('stores only what differs from the default', () => {
    const data = { path: 'b.csv', sep: ',', header: false, rows: 25 };
    expect([...changedParams(read, stored, data)]).toEqual([
      ['path', 'b.csv'],
      ['sep', undefined],
      ['header', false]
    ]);
  });

  it('leaves references and unknown values alone', () => {
    const odd = step('data.read_csv', { rows: { $parameter: 'n' }, odd: 1 });
    expect(formData(odd)).toEqual({ odd: 1 });
    expect(changedParams(read, odd, formData(odd) as never).size).toBe(0);
  });

  it('does not store an empty list', () => {
    const drop = known('clean.drop_columns');
    const before = step('clean.drop_columns', { columns: ['a'] });
    expect([...changedParams(drop, before, { columns: [] })]).toEqual([
      ['columns', undefined]
    ]);
  });
});

describe('summarize', () => {
  it.each([
    ['data.read_csv', { path: 'a.csv', rows: 5 }, 'a.csv · Rows 5'],
    ['data.read_csv', { header: false }, ''],
    ['data.read_csv', { rows: { $parameter: 'n' } }, 'Rows $n'],
    ['clean.drop_columns', { columns: ['a', 'b'] }, 'a, b'],
    ['clean.drop_columns', { errors: 'ignore' }, 'Pass over'],
    ['custom.python', { inputs: { a: 'table' }, code: 'x = 1\ny = 2' }, 'x = 1']
  ])('says what was set of %s: %j', (id, params, text) => {
    expect(summarize(step(id, params as never), known(id))).toBe(text);
  });
});

describe('partOf', () => {
  const problem = (parts: Partial<IProblem>) =>
    problemOf({ step: 'a', ...parts });
  const drop = known('clean.drop_columns');

  it.each([
    [problem({ pointer: '/steps/0/params/columns/2' }), 'params/columns'],
    [problem({ pointer: '/steps/12/inputs/table' }), 'inputs/table'],
    [problem({ pointer: '/steps/0/params/a~1b~0c' }), 'params/a/b~c'],
    [problem({ pointer: '/steps/0/component' }), 'body'],
    [
      problem({
        code: 'missing-value',
        pointer: '/steps/0',
        message: 'Step `a` lacks a value for `columns`.'
      }),
      'params/columns'
    ],
    [
      problem({
        code: 'missing-input',
        pointer: '/steps/0/inputs',
        message: 'Step `a` lacks its input `table`.'
      }),
      'inputs/table'
    ]
  ])('finds the field of %j', (found, part) => {
    expect(partOf(found, drop)).toBe(part);
  });
});

describe('placeOfFix', () => {
  const ids = (...names: string[]) =>
    names.map(id => ({ ...step('a.b', {}), id }));
  const place = (
    op: IPatchOperation['op'],
    path: string,
    after: IStep[],
    value: IPatchOperation['value'] = null
  ) =>
    placeOfFix(
      problemOf({
        step: 'y',
        fix: {
          title: 'Mend it',
          patch: [
            { op, path, value },
            { op: 'add', path: '/steps/0', value: { id: 'new' } }
          ]
        }
      }),
      ids('x', 'y'),
      after
    );

  it('is what the fix changed, wherever its step has gone', () => {
    const after = ids('new', 'x', 'y');
    expect(place('add', '/steps/0/params/seed', after, 0)).toEqual({
      step: 'x',
      part: 'params/seed'
    });
    expect(place('add', '/steps/1', after, { id: 'new' })).toEqual({
      step: 'new',
      part: 'header'
    });
  });

  it('is the step where its field is gone, and none without a step', () => {
    expect(place('remove', '/steps/0/params/odd', ids('x', 'y'))).toEqual({
      step: 'x',
      part: 'header'
    });
    expect(place('replace', '/name', ids('x', 'y'), 'a')).toEqual({
      step: 'y',
      part: 'header'
    });
    expect(place('remove', '/steps/1', ids('x'))).toBeNull();
  });
});

describe('newParameter', () => {
  it('takes over the value and the type of a setting', () => {
    const before = step('data.read_csv', { rows: 7 });
    const taken = [
      { name: 'rows', type: 'integer', default: 1, description: '' } as const
    ];
    const schema = { type: 'integer', description: 'How many' };
    expect(newParameter(taken, 'rows', schema, before)).toEqual({
      name: 'rows_2',
      type: 'integer',
      default: 7,
      description: 'How many'
    });
  });

  it.each([
    ['12', 'integer', 12],
    ['1.5', 'integer', 1],
    ['x', 'number', 0],
    [true, 'string', 'true'],
    ['true', 'boolean', true],
    [0, 'boolean', false]
  ] as const)('turns %j into %s', (value, type, result) => {
    expect(convertDefault(value, type)).toBe(result);
  });
});
