import type { IColumnsResponse, IKnownColumn } from '../_generated/models';

/**
 * The columns that a setting may name.
 */
export interface IColumnChoice {
  /**
   * The columns in their order, each name once.
   */
  columns: readonly IKnownColumn[];

  /**
   * Whether there are no others: only then a name that is not among them is
   * out of place.
   */
  isComplete: boolean;

  /**
   * Why there may be others: no table is linked, or what a table holds is not
   * known before the pipeline runs. Null where that is not so.
   */
  lack: 'noTable' | 'unknown' | null;
}

/**
 * Columns that match what was typed.
 */
export interface IColumnMatches {
  /**
   * The best of them.
   */
  shown: readonly IKnownColumn[];

  /**
   * How many there are.
   */
  total: number;
}

/**
 * How many columns are offered at a time; nobody reads more.
 */
const OFFERED = 200;

/**
 * What a setting may name of which nothing is known.
 */
export const NO_CHOICE: IColumnChoice = {
  columns: [],
  isComplete: false,
  lack: null
};

/**
 * The columns that the settings of a step may name, by setting.
 *
 * @param known - What the server told.
 * @param step - The id of the step.
 */
export function columnChoices(
  known: IColumnsResponse,
  step: string
): ReadonlyMap<string, IColumnChoice> {
  const settings = Object.entries(known.choices[step] ?? {});
  return new Map(
    settings.map(([name, keys]) => [
      name,
      choiceOf(keys.map(key => known.tables[key]?.columns ?? null))
    ])
  );
}

function choiceOf(
  tables: readonly (readonly IKnownColumn[] | null)[]
): IColumnChoice {
  const columns = new Map<string, IKnownColumn>();
  for (const column of tables.flatMap(table => table ?? [])) {
    if (!columns.has(column.name)) {
      columns.set(column.name, column);
    }
  }
  const isComplete = tables.length > 0 && !tables.includes(null);
  const lack = tables.length === 0 ? 'noTable' : 'unknown';
  return {
    columns: [...columns.values()],
    isComplete,
    lack: isComplete ? null : lack
  };
}

/**
 * Find columns by a part of their name, whatever its case and accents: an equal
 * name first, then those that begin with it, then the others, each in their
 * order.
 *
 * @param columns - The columns.
 * @param query - What was typed; a blank one matches everything.
 * @param left - The names that are left out.
 */
export function findColumns(
  columns: readonly IKnownColumn[],
  query: string,
  left: ReadonlySet<string> = new Set()
): IColumnMatches {
  const wanted = plain(query.trim());
  const ranks: IKnownColumn[][] = [[], [], []];
  for (const column of columns) {
    const rank = left.has(column.name)
      ? null
      : rankOf(plain(column.name), wanted);
    if (rank !== null) {
      ranks[rank]?.push(column);
    }
  }
  const found = ranks.flat();
  return { shown: found.slice(0, OFFERED), total: found.length };
}

function rankOf(name: string, wanted: string): number | null {
  if (name === wanted) {
    return 0;
  }
  const index = name.indexOf(wanted);
  return index === -1 ? null : Math.min(index, 1) + 1;
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
