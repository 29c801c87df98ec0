import type {
  IComponent,
  IInputPort,
  IOutputPort,
  IPipeline,
  IStep,
  PortType
} from '../_generated/models';

/**
 * The components that are known, by id.
 */
export type Components = ReadonlyMap<string, IComponent>;

/**
 * The ports of a step.
 */
export interface IStepPorts {
  /**
   * The inputs by name.
   */
  inputs: ReadonlyMap<string, IInputPort>;

  /**
   * The outputs by name.
   */
  outputs: ReadonlyMap<string, IOutputPort>;
}

/**
 * An output that a step offers.
 */
export interface IOffer {
  /**
   * The output as a link: `step.port`.
   */
  link: string;

  /**
   * The step that offers it.
   */
  step: IStep;

  /**
   * The name of the output.
   */
  port: string;

  /**
   * What it gives.
   */
  output: IOutputPort;
}

const PORT_TYPES: readonly PortType[] = [
  'table',
  'column',
  'array',
  'transformer',
  'model',
  'predictions',
  'metrics',
  'figure',
  'any'
];

/** Same as `ACCEPTED_TYPES` of the server's `components/manifest.py`. */
const ACCEPTED_TYPES: Readonly<Record<PortType, readonly PortType[]>> = {
  table: ['table'],
  column: ['column', 'predictions'],
  array: ['array', 'column', 'predictions', 'table'],
  transformer: ['transformer'],
  model: ['model'],
  predictions: ['predictions', 'column', 'array'],
  metrics: ['metrics'],
  figure: ['figure'],
  any: PORT_TYPES
};

/**
 * Whether an input may take an output: an `any` on either side fits
 * everything.
 *
 * @param wanted - The type of the input.
 * @param offered - The type of the output.
 */
export function accepts(wanted: PortType, offered: PortType): boolean {
  return offered === 'any' || ACCEPTED_TYPES[wanted].includes(offered);
}

/**
 * The ports of a step: those of its component and, where the component leaves
 * that to the step, those that the step declares in its parameters.
 *
 * @param step - The step.
 * @param component - Its component, if it is known.
 */
export function portsOf(
  step: Pick<IStep, 'params'>,
  component: IComponent | undefined
): IStepPorts {
  const inputs = new Map(Object.entries(component?.inputs ?? {}));
  const outputs = new Map(Object.entries(component?.outputs ?? {}));
  if (component?.declared_ports) {
    for (const [name, type] of declared(step.params.inputs)) {
      inputs.set(name, {
        type,
        title: '',
        description: '',
        optional: false,
        many: false,
        prefer: []
      });
    }
    for (const [name, type] of declared(step.params.outputs)) {
      const output = {
        type,
        title: '',
        description: '',
        name: '',
        show: false
      };
      outputs.set(name, output);
    }
  }
  return { inputs, outputs };
}

/**
 * The links of an input as a list.
 *
 * @param link - What the document holds for the input.
 */
export function linksOf(
  link: string | readonly string[] | undefined
): readonly string[] {
  if (link === undefined) {
    return [];
  }
  return typeof link === 'string' ? [link] : link;
}

/**
 * The id of the step that a link leads to.
 *
 * @param link - The link, `step.port`.
 */
export function stepOfLink(link: string): string {
  return link.slice(0, link.indexOf('.'));
}

/**
 * The steps that each step takes something from.
 *
 * @param steps - The steps of a pipeline.
 */
export function dependencies(
  steps: readonly IStep[]
): Map<string, ReadonlySet<string>> {
  return new Map(
    steps.map(step => [
      step.id,
      new Set(
        Object.values(step.inputs).flatMap(link =>
          linksOf(link).map(stepOfLink)
        )
      )
    ])
  );
}

/**
 * The steps that take something from a step, straight or through others.
 *
 * @param steps - The steps of a pipeline.
 * @param id - The step.
 */
export function dependents(steps: readonly IStep[], id: string): Set<string> {
  const users = new Map<string, string[]>();
  for (const [step, needs] of dependencies(steps)) {
    for (const need of needs) {
      users.set(need, [...(users.get(need) ?? []), step]);
    }
  }
  const found = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const user of users.get(next) ?? []) {
      if (!found.has(user)) {
        found.add(user);
        queue.push(user);
      }
    }
  }
  return found;
}

/**
 * Where a step may be moved to so that it stays behind the steps that it takes
 * something from and before those that take something from it.
 *
 * @param steps - The steps of a pipeline.
 * @param id - The step to move.
 *
 * @returns The first and the last index, counted without the step.
 */
export function moveRange(
  steps: readonly IStep[],
  id: string
): { first: number; last: number } {
  const others = steps.filter(step => step.id !== id);
  const needs = dependencies(steps);
  const own = needs.get(id) ?? new Set();
  let first = 0;
  let last = others.length;
  others.forEach((step, index) => {
    if (own.has(step.id)) {
      first = index + 1;
    }
    if (needs.get(step.id)?.has(id)) {
      last = Math.min(last, index);
    }
  });
  return { first, last: Math.max(first, last) };
}

/**
 * All outputs that steps offer, in the order of the document.
 *
 * @param steps - The steps.
 * @param components - The components that are known.
 */
export function offers(
  steps: readonly IStep[],
  components: Components
): IOffer[] {
  return steps.flatMap(step => {
    const { outputs } = portsOf(step, components.get(step.component));
    return [...outputs].map(([port, output]) => ({
      link: `${step.id}.${port}`,
      step,
      port,
      output
    }));
  });
}

/**
 * The outputs that an input of a step may be linked to: of a type that fits,
 * and of a step that does not itself need this one.
 *
 * @param pipeline - The pipeline.
 * @param components - The components that are known.
 * @param id - The step.
 * @param port - Its input.
 */
export function compatibleOutputs(
  pipeline: IPipeline,
  components: Components,
  id: string,
  port: string
): IOffer[] {
  const step = pipeline.steps.find(item => item.id === id);
  const input = step
    ? portsOf(step, components.get(step.component)).inputs.get(port)
    : undefined;
  if (!input) {
    return [];
  }
  const later = dependents(pipeline.steps, id);
  const others = pipeline.steps.filter(
    item => item.id !== id && !later.has(item.id)
  );
  return offers(others, components).filter(({ output }) =>
    accepts(input.type, output.type)
  );
}

function declared(value: unknown): [string, PortType][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).filter((entry): entry is [string, PortType] =>
        PORT_TYPES.includes(entry[1] as PortType)
      )
    : [];
}
