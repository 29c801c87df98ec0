import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { JSONPath, Node } from 'jsonc-parser';
import type { ReadonlyJSONValue } from '@lumino/coreutils';

/**
 * Edits of JSON as text: whatever an edit does not concern, such as the layout
 * of a line, `1.0` or a number too long for JavaScript, stays as it was.
 *
 * Each function takes valid JSON and returns the new text.
 */

/**
 * Set the value at a path, adding the objects on the way that are missing.
 *
 * @param text - The JSON text.
 * @param path - Keys and indexes from the root to the value.
 * @param value - The new value.
 * @param order - The order that keys should have: where a key is new, it goes
 * behind those that stand before it here; a key not listed goes to the end.
 */
export function setValue(
  text: string,
  path: JSONPath,
  value: ReadonlyJSONValue,
  order: readonly string[] = []
): string {
  const root = parse(text);
  const existing = findNodeAtLocation(root, path);
  if (existing) {
    const literal = isInline(text, existing)
      ? inlineLiteral(value)
      : literalAt(text, existing.offset, value);
    return splice(text, existing.offset, end(existing), literal);
  }
  const rest = [...path];
  let parent: Node | undefined;
  let key: string | number | undefined;
  let wrapped = value;
  while (rest.length > 0) {
    key = rest.pop();
    parent = findNodeAtLocation(root, rest);
    if (parent) {
      break;
    }
    wrapped = { [String(key)]: wrapped };
  }
  if (!parent?.children || typeof key !== 'string') {
    throw new Error(`No place for a value at ${path.join('/')}`);
  }
  const keys = parent.children.map(property => property.children?.[0]?.value);
  const rank = order.indexOf(key);
  const index =
    rank < 0
      ? keys.length
      : keys.reduce<number>((last, other, position) => {
          const otherRank = order.indexOf(other);
          return otherRank >= 0 && otherRank < rank ? position + 1 : last;
        }, 0);
  const name = JSON.stringify(key);
  return insertChild(text, parent, index, indent =>
    indent === null
      ? `${name}: ${inlineLiteral(wrapped)}`
      : `${name}: ${literal(text, indent, wrapped)}`
  );
}

/**
 * Remove a key with its value, or an item of a list; what does not exist is
 * left as it is.
 *
 * @param text - The JSON text.
 * @param path - Keys and indexes from the root to the value.
 */
export function removeValue(text: string, path: JSONPath): string {
  const node = findNodeAtLocation(parse(text), path);
  const child = node?.parent?.type === 'property' ? node.parent : node;
  const siblings = child?.parent?.children;
  if (!child?.parent || !siblings) {
    return text;
  }
  const index = siblings.indexOf(child);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  if (next) {
    return splice(text, child.offset, next.offset, '');
  }
  if (previous) {
    return splice(text, end(previous), end(child), '');
  }
  return splice(text, child.parent.offset + 1, end(child.parent) - 1, '');
}

/**
 * Insert an item into a list.
 *
 * @param text - The JSON text.
 * @param path - Keys and indexes from the root to the list.
 * @param index - Where the item goes.
 * @param value - The new item.
 */
export function insertItem(
  text: string,
  path: JSONPath,
  index: number,
  value: ReadonlyJSONValue
): string {
  const list = listAt(text, path);
  return insertChild(text, list, index, indent =>
    indent === null ? inlineLiteral(value) : literal(text, indent, value)
  );
}

/**
 * Insert a copy of an item right behind it.
 *
 * @param text - The JSON text.
 * @param path - Keys and indexes from the root to the list.
 * @param index - Which item to copy.
 */
export function copyItem(text: string, path: JSONPath, index: number): string {
  const list = listAt(text, path);
  const item = list.children?.[index];
  if (!item) {
    return text;
  }
  const copy = text.slice(item.offset, end(item));
  return insertChild(text, list, index + 1, () => copy);
}

/**
 * Move an item of a list.
 *
 * @param text - The JSON text.
 * @param path - Keys and indexes from the root to the list.
 * @param from - Where the item is.
 * @param to - Where it shall be, counted without it.
 */
export function moveItem(
  text: string,
  path: JSONPath,
  from: number,
  to: number
): string {
  const items = listAt(text, path).children ?? [];
  const order = [...items];
  const [moved] = order.splice(from, 1);
  if (!moved) {
    return text;
  }
  order.splice(to, 0, moved);
  // The gaps between the items stay where they are: only items change places.
  return items.reduceRight((result, item, index) => {
    const source = order[index] ?? item;
    return source === item
      ? result
      : splice(
          result,
          item.offset,
          end(item),
          text.slice(source.offset, end(source))
        );
  }, text);
}

/**
 * Rename a key, which keeps its place and its value.
 *
 * @param text - The JSON text.
 * @param path - Keys and indexes from the root to the value of the key.
 * @param name - The new key.
 */
export function renameKey(text: string, path: JSONPath, name: string): string {
  const key = findNodeAtLocation(parse(text), path)?.parent?.children?.[0];
  return key ? splice(text, key.offset, end(key), JSON.stringify(name)) : text;
}

function parse(text: string): Node {
  const root = parseTree(text, [], { disallowComments: true });
  if (!root) {
    throw new Error('No JSON to edit');
  }
  return root;
}

function listAt(text: string, path: JSONPath): Node {
  const list = findNodeAtLocation(parse(text), path);
  if (list?.type !== 'array') {
    throw new Error(`No list at ${path.join('/')}`);
  }
  return list;
}

function end(node: Node): number {
  return node.offset + node.length;
}

function splice(
  text: string,
  from: number,
  to: number,
  replacement: string
): string {
  return text.slice(0, from) + replacement + text.slice(to);
}

/**
 * Insert what `render` gives for an indentation, or for null on one line.
 */
function insertChild(
  text: string,
  parent: Node,
  index: number,
  render: (indent: string | null) => string
): string {
  const children = parent.children ?? [];
  const inline = isInline(text, parent);
  const first = children[0];
  const next = children[index];
  const last = children[children.length - 1];
  const base = indentAt(text, parent.offset);
  const indent = first ? indentAt(text, first.offset) : base + unit(text);
  const piece = render(inline ? null : indent);
  const gap = inline ? ' ' : `\n${indent}`;
  if (next) {
    return splice(text, next.offset, next.offset, `${piece},${gap}`);
  }
  if (last) {
    return splice(text, end(last), end(last), `,${gap}${piece}`);
  }
  const inside = inline ? piece : `${gap}${piece}\n${base}`;
  return splice(text, parent.offset + 1, end(parent) - 1, inside);
}

/**
 * Whether the parts of a value stand on one line, or would if it had any.
 */
function isInline(text: string, node: Node): boolean {
  const first = node.children?.[0];
  if (first && node.type !== 'property') {
    return !text.slice(node.offset, first.offset).includes('\n');
  }
  const owner = node.parent?.type === 'property' ? node.parent : node;
  return owner.parent ? isInline(text, owner.parent) : false;
}

function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}

function unit(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

function literal(
  text: string,
  indent: string,
  value: ReadonlyJSONValue
): string {
  return JSON.stringify(value, null, unit(text)).replace(/\n/g, `\n${indent}`);
}

function literalAt(
  text: string,
  offset: number,
  value: ReadonlyJSONValue
): string {
  return literal(text, indentAt(text, offset), value);
}

function inlineLiteral(value: ReadonlyJSONValue): string {
  if (Array.isArray(value)) {
    return `[${value.map(inlineLiteral).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const properties = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${inlineLiteral(item)}`
    );
    return `{${properties.join(', ')}}`;
  }
  return JSON.stringify(value);
}
