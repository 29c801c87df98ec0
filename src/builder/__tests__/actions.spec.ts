import { nullTranslator } from '@jupyterlab/translation';

import type { IStep } from '../../_generated/models';
import type { PipelineContext } from '../../model/context';
import { builderActions } from '../actions';
import type { IBuilderActions } from '../actions';
import { COMPONENTS, known, openPipeline } from './fixtures';

const STEPS = [
  { id: 'read', component: 'data.read_csv' },
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

describe('builderActions', () => {
  let context: PipelineContext;
  let actions: IBuilderActions;
  let said: string[];

  const steps = () => context.model.sharedModel.pipeline?.steps ?? [];
  const ids = () => steps().map(({ id }) => id);
  const step = (id: string): IStep => {
    const found = steps().find(item => item.id === id);
    if (!found) {
      throw new Error(`There is no step ${id}`);
    }
    return found;
  };

  function open(document: object): void {
    context = openPipeline(document);
    said = [];
    actions = builderActions({
      announce: message => said.push(message),
      components: () => COMPONENTS,
      context,
      trans: nullTranslator.load(''),
      warn: message => said.push(message)
    });
  }

  beforeEach(() => open({ steps: STEPS }));
  afterEach(() => context.dispose());

  it('adds a step behind the selected one, wired and selected', () => {
    context.selectedStep = 'read';
    expect(actions.addStep(known('explore.describe'))).toBe('describe');
    expect(ids()).toEqual(['read', 'describe', 'drop', 'show']);
    expect(step('describe').inputs).toEqual({ table: 'read.table' });
    expect(context.selectedStep).toBe('describe');
    expect(said).toEqual(['Added “Describe” as step 2']);
  });

  it('goes on with the data, not with a summary of it', () => {
    actions.addStep(known('explore.describe'));
    expect(step('describe').inputs).toEqual({ table: 'drop.table' });
  });

  it('adds a step at the end where none is selected', () => {
    actions.addStep(known('data.read_csv'));
    expect(ids()).toEqual(['read', 'drop', 'show', 'read_csv']);
  });

  it('hands on what a removed step took, and undoes that at once', () => {
    expect(actions.removeStep(step('drop'))).toBe('show');
    expect(ids()).toEqual(['read', 'show']);
    expect(step('show').inputs).toEqual({ table: 'read.table' });
    expect(context.selectedStep).toBe('show');
    actions.undo();
    expect(ids()).toEqual(['read', 'drop', 'show']);
    expect(step('show').inputs).toEqual({ table: 'drop.table' });
  });

  it('has no next step after the last one is removed', () => {
    open({ steps: STEPS.slice(0, 1) });
    expect(actions.removeStep(step('read'))).toBeNull();
    expect(context.selectedStep).toBeNull();
  });

  it('copies a step under an id of its own', () => {
    expect(actions.duplicateStep(step('drop'))).toBe('drop_columns');
    expect(ids()).toEqual(['read', 'drop', 'drop_columns', 'show']);
    expect(step('drop_columns').inputs).toEqual({ table: 'read.table' });
  });

  it('moves no step past one that it is linked to', () => {
    actions.moveStep(step('drop'), 0);
    expect(ids()).toEqual(['read', 'drop', 'show']);
    expect(said).toEqual([
      '“Drop columns” cannot go there: it is linked to a step on the way'
    ]);
  });

  it('moves a step as far as its links allow', () => {
    open({ steps: [...STEPS, { id: 'other', component: 'data.read_csv' }] });
    actions.moveStep(step('other'), 0);
    expect(ids()).toEqual(['other', 'read', 'drop', 'show']);
    expect(said).toEqual(['Moved “Read CSV” to place 1']);
  });

  it('says that there is no place beyond the ends', () => {
    actions.moveStep(step('show'), 3);
    expect(ids()).toEqual(['read', 'drop', 'show']);
    expect(said).toEqual(['“Describe” stays at place 3']);
  });

  it('makes a parameter and the reference to it in one step', () => {
    actions.promoteParam(step('read'), 'rows', {
      name: 'rows',
      type: 'integer',
      default: 25,
      description: ''
    });
    expect(step('read').params).toEqual({ rows: { $parameter: 'rows' } });
    actions.undo();
    expect(step('read').params).toEqual({});
    expect(context.model.sharedModel.pipeline?.parameters).toEqual([]);
  });

  it('lets links follow a declared input', () => {
    open({
      steps: [
        STEPS[0],
        {
          id: 'code',
          component: 'custom.python',
          inputs: { a: 'read.table' },
          params: { inputs: { a: 'table', b: 'any' } }
        }
      ]
    });
    actions.renamePort(step('code'), 'inputs', 'a', 'rows');
    expect(step('code').inputs).toEqual({ rows: 'read.table' });
    expect(JSON.stringify(step('code').params.inputs)).toBe(
      '{"rows":"table","b":"any"}'
    );
    actions.undo();
    expect(step('code').inputs).toEqual({ a: 'read.table' });
  });

  it('lets links follow a declared output, single or in a list', () => {
    open({
      steps: [
        {
          id: 'code',
          component: 'custom.python',
          params: { outputs: { a: 'table', b: 'table' } }
        },
        {
          id: 'one',
          component: 'explore.describe',
          inputs: { table: 'code.a' }
        },
        {
          id: 'many',
          component: 'explore.describe',
          inputs: { table: ['code.b', 'code.a'] }
        }
      ]
    });
    actions.renamePort(step('code'), 'outputs', 'a', 'c');
    expect(step('one').inputs).toEqual({ table: 'code.c' });
    expect(step('many').inputs).toEqual({ table: ['code.b', 'code.c'] });
  });
});
