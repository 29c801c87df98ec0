import {
  copyItem,
  insertItem,
  moveItem,
  removeValue,
  renameKey,
  setValue
} from '../jsonText';

const HAND_MADE = `{
  "name": "By hand", "steps": [
    {"id": "a", "params": {"C": 1.0, "big": 12345678901234567890}},
    {"id": "b"}
  ]
}
`;

/** A small generator, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

describe('setValue', () => {
  it('leaves everything else as it was', () => {
    const text = setValue(HAND_MADE, ['steps', 0, 'params', 'C'], 2);
    expect(text).toBe(HAND_MADE.replace('1.0', '2'));
  });

  it('adds a key on the line where its neighbours stand', () => {
    const text = setValue(HAND_MADE, ['steps', 1, 'title'], 'B "2"');
    expect(text).toContain('{"id": "b", "title": "B \\"2\\""}');
  });

  it('adds the objects on the way', () => {
    const text = setValue('{}', ['a', 'b', 'c'], [1, { d: null }]);
    expect(JSON.parse(text)).toEqual({ a: { b: { c: [1, { d: null }] } } });
  });

  it('puts a new key where the order wants it', () => {
    const order = ['id', 'inputs', 'title'];
    const title = setValue('{"id": 1, "x": 2}', ['title'], 't', order);
    expect(title).toBe('{"id": 1, "title": "t", "x": 2}'.replace(/^\{/, '{'));
    const inputs = setValue(title, ['inputs'], {}, order);
    expect(Object.keys(JSON.parse(inputs))).toEqual([
      'id',
      'inputs',
      'title',
      'x'
    ]);
  });

  it('refuses a place inside of a scalar', () => {
    expect(() => setValue('{"a": 1}', ['a', 'b'], 2)).toThrow('a/b');
  });
});

describe('removeValue', () => {
  it.each([
    ['the first', ['steps', 0], 'a'],
    ['the last', ['steps', 1], 'b']
  ])('removes %s item with its comma', (_, path, id) => {
    const text = removeValue(HAND_MADE, path);
    expect(JSON.parse(text).steps).toHaveLength(1);
    expect(text).not.toContain(`"id": "${id}"`);
  });

  it('leaves a text without the value as it is', () => {
    expect(removeValue(HAND_MADE, ['layout', 'a'])).toBe(HAND_MADE);
  });
});

describe('items of a list', () => {
  it('move without a change inside of them', () => {
    const text = moveItem(HAND_MADE, ['steps'], 0, 1);
    expect(text).toContain('"C": 1.0, "big": 12345678901234567890');
    const ids = JSON.parse(text).steps.map((step: { id: string }) => step.id);
    expect(ids).toEqual(['b', 'a']);
    expect(moveItem(text, ['steps'], 1, 0)).toBe(HAND_MADE);
  });

  it('are copied as they are written', () => {
    const text = copyItem(HAND_MADE, ['steps'], 0);
    expect(text.match(/"C": 1\.0/g)).toHaveLength(2);
    expect(JSON.parse(text).steps).toHaveLength(3);
  });

  it('stay on one line where the list does', () => {
    expect(insertItem('{"a": [1, 2]}', ['a'], 1, 9)).toBe('{"a": [1, 9, 2]}');
  });
});

it('renames a key in its place', () => {
  const text = renameKey('{"a": {"x": 1.0}, "b": 2}', ['a'], 'c"');
  expect(text).toBe('{"c\\"": {"x": 1.0}, "b": 2}');
});

describe('any row of edits', () => {
  it.each([1, 2, 3, 4, 5])(
    'gives what JSON.stringify would write (seed %i)',
    seed => {
      const next = random(seed);
      const below = (limit: number) => Math.floor(next() * limit);
      let text = '{\n  "items": []\n}\n';
      for (let round = 0; round < 120; round++) {
        const value = JSON.parse(text) as { items: Record<string, unknown>[] };
        const { length } = value.items;
        const index = below(length || 1);
        const key = 'kəy😀"\\'.slice(0, 1 + below(3));
        const kind = length === 0 ? 0 : below(5);
        if (kind === 0) {
          const item = { n: round, list: [1, ['{', ','], {}] };
          const place = below(length + 1);
          value.items.splice(place, 0, item);
          text = insertItem(text, ['items'], place, item);
        } else if (kind === 1) {
          value.items.splice(index, 1);
          text = removeValue(text, ['items', index]);
        } else if (kind === 2) {
          value.items[index]![key] = { round, empty: [] };
          text = setValue(text, ['items', index, key], { round, empty: [] });
        } else if (kind === 3) {
          delete value.items[index]!.list;
          text = removeValue(text, ['items', index, 'list']);
        } else {
          const to = below(length);
          value.items.splice(to, 0, ...value.items.splice(index, 1));
          text = moveItem(text, ['items'], index, to);
        }
        expect(text).toBe(JSON.stringify(value, null, 2) + '\n');
      }
    }
  );
});
