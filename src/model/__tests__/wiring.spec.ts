import type { IComponent, IPipeline, PortType } from '../../_generated/models';
import { autoWire, bypassLinks, newStep, uniqueStepId } from '../newStep';
import { readPipeline } from '../read';
import {
  accepts,
  compatibleOutputs,
  dependents,
  moveRange,
  portsOf
} from '../wiring';

function component(
  id: string,
  inputs: Record<string, object & { type: PortType }>,
  outputs: Record<string, PortType>
): IComponent {
  const base = { title: '', description: '' };
  return {
    id,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [
        name,
        { ...base, optional: false, many: false, prefer: [], ...input }
      ])
    ),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, type]) => [
        name,
        { ...base, type, name: '', show: false }
      ])
    ),
    declared_ports: false,
    params: {}
  } as unknown as IComponent;
}

const COMPONENTS = new Map(
  [
    component('data.read', {}, { table: 'table' }),
    component('clean.drop', { table: { type: 'table' } }, { table: 'table' }),
    component(
      'prepare.split',
      { table: { type: 'table', prefer: ['table'] } } as never,
      {
        X_train: 'table',
        X_test: 'table',
        y_train: 'column',
        y_test: 'column'
      }
    ),
    component('prepare.scale', {}, { transformer: 'transformer' }),
    component(
      'train.tree',
      {
        X: { type: 'table', prefer: ['X_train', 'table'] },
        y: { type: 'column', prefer: ['y_train'] },
        preparation: { type: 'transformer', many: true, optional: true }
      } as never,
      { model: 'model' }
    ),
    component(
      'evaluate.score',
      {
        model: { type: 'model' },
        X: { type: 'table', prefer: ['X_test'] },
        weights: { type: 'column', optional: true }
      } as never,
      { metrics: 'metrics', predictions: 'predictions' }
    ),
    {
      ...component('custom.python', {}, {}),
      declared_ports: true
    }
  ].map(item => [item.id, item])
);

function pipeline(...steps: [string, string, object?, object?][]): IPipeline {
  const document = {
    schema_version: 1,
    name: 'n',
    steps: steps.map(([id, name, inputs = {}, rest = {}]) => ({
      id,
      component: name,
      inputs,
      ...rest
    }))
  };
  const { pipeline: result } = readPipeline(JSON.stringify(document));
  if (!result) {
    throw new Error('not a pipeline');
  }
  return result;
}

const FLOW = pipeline(
  ['read', 'data.read'],
  ['drop', 'clean.drop', { table: 'read.table' }],
  ['split', 'prepare.split', { table: 'drop.table' }],
  ['scale', 'prepare.scale'],
  ['tree', 'train.tree', { X: 'split.X_train', y: 'split.y_train' }]
);

function wired(flow: IPipeline, id: string, index = flow.steps.length) {
  return autoWire(flow, COMPONENTS, COMPONENTS.get(id)!, index);
}

it.each([
  ['table', 'table', true],
  ['table', 'column', false],
  ['array', 'table', true],
  ['predictions', 'array', true],
  ['any', 'model', true],
  ['model', 'any', true],
  ['figure', 'metrics', false]
] as [PortType, PortType, boolean][])(
  'a %s may be given a %s: %s',
  (wanted, offered, expected) => {
    expect(accepts(wanted, offered)).toBe(expected);
  }
);

it('gives new steps ids that are free and short enough', () => {
  const flow = pipeline(['read', 'data.read'], ['read_2', 'data.read']);
  expect(uniqueStepId(flow.steps, 'data.read')).toBe('read_3');
  const long = `a.${'x'.repeat(80)}`;
  const first = uniqueStepId([], long);
  expect(first).toHaveLength(64);
  const second = uniqueStepId(pipeline([first, long]).steps, long);
  expect(second).toBe(`${'x'.repeat(62)}_2`);
});

describe('autoWire', () => {
  it('takes preferred names, and transformers that nobody uses', () => {
    expect(wired(FLOW, 'train.tree')).toEqual({
      X: 'split.X_train',
      y: 'split.y_train',
      preparation: ['scale.transformer']
    });
    expect(wired(FLOW, 'evaluate.score')).toEqual({
      model: 'tree.model',
      X: 'split.X_test',
      weights: 'split.y_test'
    });
  });

  it('takes the nearest output before the step', () => {
    expect(wired(FLOW, 'clean.drop', 2)).toEqual({ table: 'drop.table' });
    expect(wired(FLOW, 'clean.drop', 1)).toEqual({ table: 'read.table' });
    expect(wired(FLOW, 'clean.drop', 0)).toEqual({});
  });

  it('takes nothing of a muted step', () => {
    const flow = pipeline(
      ['read', 'data.read'],
      ['drop', 'clean.drop', { table: 'read.table' }, { enabled: false }]
    );
    expect(wired(flow, 'clean.drop')).toEqual({ table: 'read.table' });
  });

  it('is part of a new step', () => {
    const drop = COMPONENTS.get('clean.drop')!;
    expect(newStep(FLOW, COMPONENTS, drop, 1)).toEqual({
      id: 'drop_2',
      component: 'clean.drop',
      inputs: { table: 'read.table' },
      params: {}
    });
  });
});

describe('compatibleOutputs', () => {
  it('offers what fits and leads in no circle', () => {
    const links = (id: string, port: string) =>
      compatibleOutputs(FLOW, COMPONENTS, id, port).map(offer => offer.link);
    expect(links('split', 'table')).toEqual(['read.table', 'drop.table']);
    expect(links('tree', 'y')).toEqual(['split.y_train', 'split.y_test']);
    expect(links('drop', 'table')).toEqual(['read.table']);
    expect(links('drop', 'no_such_port')).toEqual([]);
  });

  it('knows ports that a step declares itself', () => {
    const step = {
      params: { inputs: { a: 'table', b: 'nonsense' }, outputs: { c: 'model' } }
    };
    const ports = portsOf(step, COMPONENTS.get('custom.python'));
    expect([...ports.inputs.keys()]).toEqual(['a']);
    expect(ports.outputs.get('c')?.type).toBe('model');
  });
});

describe('the order of steps', () => {
  it('copes with circles and very long chains', () => {
    const circle = pipeline(
      ['a', 'clean.drop', { table: 'b.table' }],
      ['b', 'clean.drop', { table: 'a.table' }]
    );
    expect([...dependents(circle.steps, 'a')].sort()).toEqual(['a', 'b']);
    const chain = pipeline(
      ...Array.from({ length: 5000 }, (_, index): [string, string, object] => [
        `s${index}`,
        'clean.drop',
        index < 4999 ? { table: `s${index + 1}.table` } : {}
      ])
    );
    expect(dependents(chain.steps, 's4999').size).toBe(4999);
  });

  it('says where a step may be moved to', () => {
    expect(moveRange(FLOW.steps, 'split')).toEqual({ first: 2, last: 3 });
    expect(moveRange(FLOW.steps, 'scale')).toEqual({ first: 0, last: 4 });
    expect(moveRange(FLOW.steps, 'read')).toEqual({ first: 0, last: 0 });
  });
});

it('bypasses removed steps, also several in a row', () => {
  const flow = pipeline(
    ['read', 'data.read'],
    ['one', 'clean.drop', { table: 'read.table' }],
    ['two', 'clean.drop', { table: 'one.table' }],
    ['split', 'prepare.split', { table: 'two.table' }]
  );
  expect([...bypassLinks(flow, COMPONENTS, ['one', 'two'])]).toEqual([
    ['one.table', 'read.table'],
    ['two.table', 'read.table']
  ]);
  expect(bypassLinks(flow, COMPONENTS, ['read', 'one']).size).toBe(0);
});
