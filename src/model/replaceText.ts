import type * as Y from 'yjs';

/**
 * Make a shared text another one by replacing the part that differs.
 *
 * @param ytext - The shared text, which holds `before`.
 * @param before - What it holds.
 * @param after - What it shall hold.
 */
export function replaceText(
  ytext: Y.Text,
  before: string,
  after: string
): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start++;
  }
  // Yjs cannot cut a character that takes two code units.
  if (isHighSurrogate(before, start - 1)) {
    start--;
  }
  let tail = 0;
  while (
    tail < shorter - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  if (isHighSurrogate(before, before.length - tail - 1)) {
    tail--;
  }
  const removed = before.length - tail - start;
  const inserted = after.slice(start, after.length - tail);
  if (removed > 0) {
    ytext.delete(start, removed);
  }
  if (inserted) {
    ytext.insert(start, inserted);
  }
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}
