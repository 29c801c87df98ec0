import { readCells } from '../cells';

it('reads cells with their steps', () => {
  const notebook = {
    cells: [
      { id: 'a', cell_type: 'markdown', source: ['# A\n', 'b'], metadata: {} },
      {
        cell_type: 'code',
        source: 'x = 1',
        metadata: { pipeline_export: { step: 'load' } }
      }
    ]
  };
  expect(readCells(JSON.stringify(notebook))).toEqual([
    { id: 'a', kind: 'markdown', source: '# A\nb', step: null },
    { id: '1', kind: 'code', source: 'x = 1', step: 'load' }
  ]);
});

it.each(['', 'no JSON', '[]', '{"cells": 1}'])(
  'takes %j for no notebook',
  text => {
    expect(readCells(text)).toBeNull();
  }
);
