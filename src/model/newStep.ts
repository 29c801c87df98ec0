import type {
  IComponent,
  IInputPort,
  IPipeline,
  IStep
} from '../_generated/models';
import { accepts, linksOf, offers, portsOf } from './wiring';
import type { Components, IOffer } from './wiring';

/** As in the server's `pipeline/model.py`. */
const MAX_ID_LENGTH = 64;

/**
 * An id for a new step that no other step has, out of the component's name.
 *
 * @param steps - The steps of the pipeline.
 * @param component - The id of the component, `category.name`.
 */
export function uniqueStepId(
  steps: readonly IStep[],
  component: string
): string {
  const taken = new Set(steps.map(step => step.id));
  const name = component.slice(component.indexOf('.') + 1);
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : `_${count}`;
    const id = name.slice(0, MAX_ID_LENGTH - suffix.length) + suffix;
    if (!taken.has(id)) {
      return id;
    }
  }
}

/**
 * A new step of a component, with its inputs wired.
 *
 * @param pipeline - The pipeline.
 * @param components - The components that are known.
 * @param component - The component of the step.
 * @param index - Where the step goes.
 */
export function newStep(
  pipeline: IPipeline,
  components: Components,
  component: IComponent,
  index: number
): Pick<IStep, 'id' | 'component' | 'inputs' | 'params'> {
  return {
    id: uniqueStepId(pipeline.steps, component.id),
    component: component.id,
    inputs: autoWire(pipeline, components, component, index),
    params: {}
  };
}

/**
 * Choose what the inputs of a new step are linked to.
 *
 * An input takes the nearest output before it that bears a name it prefers,
 * best name first; one that must be linked takes the nearest that fits, one
 * that need not takes only what no step uses yet, and one that takes many takes
 * all of those. A finding, such as a summary to look at, counts as farther than
 * all data.
 *
 * @param pipeline - The pipeline without the step.
 * @param components - The components that are known.
 * @param component - The component of the step.
 * @param index - Where the step goes.
 */
export function autoWire(
  pipeline: IPipeline,
  components: Components,
  component: IComponent,
  index: number
): IStep['inputs'] {
  const used = new Set(
    pipeline.steps.flatMap(step =>
      Object.values(step.inputs).flatMap(link => [...linksOf(link)])
    )
  );
  const before = pipeline.steps.slice(0, index).filter(step => step.enabled);
  const offered = before.reverse().flatMap(step => offers([step], components));
  const isFinding = ({ output, step }: IOffer): boolean =>
    output.show || components.get(step.component)?.category === 'explore';
  const nearestFirst = [
    ...offered.filter(offer => !isFinding(offer)),
    ...offered.filter(isFinding)
  ];
  const { inputs } = portsOf({ params: {} }, component);
  const result: IStep['inputs'] = {};
  for (const [port, input] of inputs) {
    const chosen = choose(input, nearestFirst, used);
    if (chosen.length > 0) {
      const links = chosen.map(offer => offer.link);
      result[port] = input.many ? links : (links[0] ?? []);
    }
  }
  return result;
}

/**
 * What to link instead of the outputs of steps that are removed, so that the
 * steps behind them stay fed: what the removed step took itself, of the same
 * type, as if it were muted.
 *
 * @param pipeline - The pipeline.
 * @param components - The components that are known.
 * @param ids - The steps that are removed.
 */
export function bypassLinks(
  pipeline: IPipeline,
  components: Components,
  ids: readonly string[]
): Map<string, string> {
  const removed = pipeline.steps.filter(step => ids.includes(step.id));
  const types = new Map(
    offers(pipeline.steps, components).map(({ link, output }) => [
      link,
      output.type
    ])
  );
  const straight = new Map<string, string>();
  for (const { link, step, output } of offers(removed, components)) {
    const source = Object.values(step.inputs)
      .flatMap(linksOf)
      .find(candidate => types.get(candidate) === output.type);
    if (source !== undefined) {
      straight.set(link, source);
    }
  }
  const result = new Map<string, string>();
  for (const link of straight.keys()) {
    const seen = new Set<string>();
    let source: string | undefined = link;
    while (source !== undefined && straight.has(source) && !seen.has(source)) {
      seen.add(source);
      source = straight.get(source);
    }
    const step = source?.slice(0, source.indexOf('.')) ?? '';
    if (source !== undefined && !ids.includes(step)) {
      result.set(link, source);
    }
  }
  return result;
}

function choose(
  input: IInputPort,
  nearestFirst: readonly IOffer[],
  used: ReadonlySet<string>
): IOffer[] {
  const fitting = nearestFirst.filter(({ output }) =>
    accepts(input.type, output.type)
  );
  const exact = fitting.filter(({ output }) => output.type === input.type);
  const unused = exact.filter(({ link }) => !used.has(link));
  if (input.many && unused.length > 0) {
    return unused.reverse();
  }
  const preferred = input.prefer
    .map(name => fitting.find(({ port }) => port === name))
    .find(offer => offer !== undefined);
  if (preferred) {
    return [preferred];
  }
  return (input.optional ? unused : [...exact, ...fitting]).slice(0, 1);
}
