import * as React from 'react';

/**
 * The text of a field whose value cannot say all that is typed, such as a
 * blank line, or a default that is not stored: it is kept until the value
 * changes by other means.
 *
 * @param stored - The value as text.
 * @param parse - Gives what a text stands for, to compare.
 */
export function useDraft(
  stored: string,
  parse: (text: string) => unknown
): [string, (text: string) => void] {
  const [draft, setDraft] = React.useState(stored);
  const same = JSON.stringify(parse(draft)) === JSON.stringify(parse(stored));
  return [same ? draft : stored, setDraft];
}
