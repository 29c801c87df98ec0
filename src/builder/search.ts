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
 * Every word of the query has to be found. What is asked for by its title
 * comes before what is by a keyword, and that before what merely mentions it;
 * the category of the best match comes first.
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
  const wanted = plain(query);
  const words = wanted.split(' ').filter(Boolean);
  const labels = categoryLabels(trans);
  const groups = new Map<Category, IComponent[]>(
    words.length > 0 ? [] : [...labels.keys()].map(key => [key, []])
  );
  const matches = [...components].flatMap(component => {
    const label = labels.get(component.category) ?? '';
    const rank = rankOf(component, words, wanted, label);
    return rank === null ? [] : [{ component, rank }];
  });
  // A stable sort: what is equally good keeps the order of the catalogue.
  matches.sort((a, b) => a.rank - b.rank);
  for (const { component } of matches) {
    const group = groups.get(component.category) ?? [];
    groups.set(component.category, [...group, component]);
  }
  return [...groups].flatMap(([category, found]) =>
    found.length > 0
      ? [
          {
            category,
            label: labels.get(category) ?? category,
            components: found
          }
        ]
      : []
  );
}

/**
 * How far a component is from what is wanted: 0 for its very title; null where
 * a word is missing.
 */
function rankOf(
  component: IComponent,
  words: readonly string[],
  wanted: string,
  category: string
): number | null {
  const title = plain(component.title);
  if (title === wanted) {
    return 0;
  }
  const keywords = component.keywords.map(plain);
  const elsewhere = plain(
    [component.summary, component.id, category, component.origin].join(' ')
  );
  let rank = title.startsWith(wanted) ? 1 : 2;
  for (const word of words) {
    if (` ${title}`.includes(` ${word}`)) {
      continue;
    } else if (title.includes(word)) {
      rank += 1;
    } else if (keywords.some(keyword => keyword.startsWith(word))) {
      rank += 2;
    } else if (keywords.some(keyword => keyword.includes(word))) {
      rank += 3;
    } else if (elsewhere.includes(word)) {
      rank += 4;
    } else {
      return null;
    }
  }
  return rank;
}

/**
 * Words in lower case, one blank between, so that `k-means` is `k means`.
 */
function plain(text: string): string {
  return text
    .toLowerCase()
    .split(/[\s._-]+/)
    .filter(Boolean)
    .join(' ');
}
