import type { TranslationBundle } from '@jupyterlab/translation';

import type { Category, IComponent } from '../_generated/models';

/**
 * The components of a category.
 */
export interface IComponentGroup {
  /**
   * The category.
   */
  category: Category;

  /**
   * What it is called.
   */
  label: string;

  /**
   * Its components, in the order of the catalogue.
   */
  components: readonly IComponent[];
}

/**
 * What the categories are called, in the order of a pipeline's work.
 *
 * @param trans - The translation bundle.
 */
export function categoryLabels(
  trans: TranslationBundle
): ReadonlyMap<Category, string> {
  return new Map<Category, string>([
    ['data', trans.__('Data')],
    ['clean', trans.__('Clean')],
    ['explore', trans.__('Explore')],
    ['prepare', trans.__('Prepare')],
    ['train', trans.__('Train')],
    ['tune', trans.__('Tune')],
    ['evaluate', trans.__('Evaluate')],
    ['output', trans.__('Output')],
    ['custom', trans.__('Custom')]
  ]);
}

/**
 * Find components by words of their title, summary, keywords and category.
 *
 * Every word of the query has to be found. A match at the beginning of the
 * title comes before one elsewhere in it, and that before all others.
 *
 * @param components - The components.
 * @param query - What the user typed.
 * @param trans - The translation bundle.
 *
 * @returns The matches by category; a blank query matches everything.
 */
export function findComponents(
  components: Iterable<IComponent>,
  query: string,
  trans: TranslationBundle
): IComponentGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const labels = categoryLabels(trans);
  const matches = [...components]
    .map(component => ({
      component,
      rank: rankOf(component, words, labels.get(component.category) ?? '')
    }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return [...labels].flatMap(([category, label]) => {
    const found = matches
      .map(({ component }) => component)
      .filter(component => component.category === category);
    return found.length > 0 ? [{ category, label, components: found }] : [];
  });
}

function rankOf(
  component: IComponent,
  words: readonly string[],
  category: string
): number | null {
  const title = component.title.toLowerCase();
  const elsewhere = [
    component.summary,
    component.id,
    category,
    ...component.keywords
  ]
    .join('\n')
    .toLowerCase();
  let rank = 0;
  for (const word of words) {
    if (title.startsWith(word)) {
      continue;
    } else if (title.includes(word)) {
      rank += 1;
    } else if (elsewhere.includes(word)) {
      rank += 2;
    } else {
      return null;
    }
  }
  return rank;
}
