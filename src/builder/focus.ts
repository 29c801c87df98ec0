import type { IComponent, IProblem, IStep } from '../_generated/models';
import { portsOf } from '../model/wiring';
import { requiredOf } from './formSchema';
import { propertiesOf } from './summary';

/**
 * A wish that the focus go to a part of a step. Each wish is an object of its
 * own, so that the same place can be asked for twice.
 */
export interface IFocusRequest {
  /**
   * The id of the step.
   */
  readonly step: string;

  /**
   * Where in the step: its header; the same with the step unfolded (`body`);
   * its first field; or the field of that name, `inputs/PORT` or `params/NAME`.
   */
  readonly part:
    'header' | 'body' | 'first' | `${'inputs' | 'params'}/${string}`;
}

/**
 * The part of a step that a problem belongs to.
 *
 * @param problem - The problem.
 * @param component - The component of the step, if it is known.
 */
export function partOf(
  problem: IProblem,
  component: IComponent | undefined
): IFocusRequest['part'] {
  const { code, message, pointer } = problem;
  const field = fieldOf(pointer);
  if (field !== null) {
    return field;
  }
  // A document has no place for what it lacks: only the message has its name.
  const isNamed = (field: string) => message.includes(`\`${field}\``);
  if (component && code === 'missing-value') {
    const param = [...requiredOf(component)].find(isNamed);
    return param === undefined ? 'body' : `params/${param}`;
  }
  if (component && code === 'missing-input') {
    const input = Object.keys(component.inputs).find(isNamed);
    return input === undefined ? 'body' : `inputs/${input}`;
  }
  return 'body';
}

/**
 * Where the focus goes once a problem is mended: to what the fix changed, so
 * that it can be looked at, or else to the step of the problem.
 *
 * @param problem - The problem that was mended.
 * @param before - The steps before.
 * @param after - The steps after.
 *
 * @returns The place; null where no step is concerned.
 */
export function placeOfFix(
  problem: IProblem,
  before: readonly IStep[],
  after: readonly IStep[]
): IFocusRequest | null {
  const [first] = problem.fix?.patch ?? [];
  const path = first?.path ?? '';
  const [, index, within] = /^\/steps\/(\d+|-)(.*)/.exec(path) ?? [];
  const isNew = first?.op === 'add' && within === '';
  const changed = isNew
    ? (first.value as Partial<IStep> | null)?.id
    : before[Number(index ?? NaN)]?.id;
  const step = changed ?? problem.step;
  if (!after.some(({ id }) => id === step) || step === null) {
    return null;
  }
  const field = fieldOf(path);
  return { step, part: field && first?.op !== 'remove' ? field : 'header' };
}

/**
 * Whether there is a field that shows a problem, so that the step need not.
 *
 * @param problem - The problem.
 * @param step - The step.
 * @param component - The component of the step, if it is known.
 */
export function hasField(
  problem: IProblem,
  step: IStep,
  component: IComponent | undefined
): boolean {
  const [kind = '', ...rest] = partOf(problem, component).split('/');
  const name = rest.join('/');
  return kind === 'inputs'
    ? portsOf(step, component).inputs.has(name)
    : kind === 'params' && name in propertiesOf(component);
}

/**
 * Move the focus to a part of a step that is on screen.
 *
 * @param card - The element of the step.
 * @param part - The part.
 */
export function focusPart(
  card: HTMLElement,
  part: IFocusRequest['part']
): void {
  const header = card.querySelector<HTMLElement>('[data-step-header]');
  if (part === 'header' || part === 'body') {
    header?.focus();
    return;
  }
  const field =
    part === 'first'
      ? card.querySelector<HTMLElement>('.jp-PipelineForm')
      : card.querySelector<HTMLElement>(`[data-field="${CSS.escape(part)}"]`);
  // A field that is folded away has to be unfolded to take the focus.
  field?.closest('details')?.setAttribute('open', '');
  // The button beside a label comes first, yet is not what one looks for.
  const control =
    field?.querySelector<HTMLElement>('input, select, textarea') ??
    field?.querySelector<HTMLElement>('button');
  (control ?? header)?.focus();
}

/**
 * The field of a step that a JSON pointer leads to or into, or null.
 */
function fieldOf(pointer: string): `${'inputs' | 'params'}/${string}` | null {
  const [, kind, name] =
    /^\/steps\/\d+\/(inputs|params)\/([^/]+)/.exec(pointer) ?? [];
  if (!kind || !name) {
    return null;
  }
  const key = name.replace(/~1/g, '/').replace(/~0/g, '~');
  return `${kind as 'inputs' | 'params'}/${key}`;
}
