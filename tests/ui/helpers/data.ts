import * as fs from 'fs';
import * as path from 'path';

const CENTRES = { Adelie: 3700, Gentoo: 5000, Chinstrap: 4300 };

/**
 * A table of penguins, told apart by their mass and flippers.
 */
export function penguins(): string {
  const rows = Object.entries(CENTRES).flatMap(([species, mass]) =>
    Array.from({ length: 20 }, (_, index) =>
      [species, mass + 10 * index, 150 + mass / 100 + (index % 7)].join(',')
    )
  );
  return ['species,body_mass,flipper_length', ...rows, ''].join('\n');
}

/**
 * The table of penguins that comes with the examples.
 */
export function exampleTable(): string {
  const root = path.resolve(__dirname, '..', '..', '..');
  const folder = path.join(root, 'jupyterlab_pipeline_export', 'examples');
  return fs.readFileSync(path.join(folder, 'data', 'penguins.csv'), 'utf-8');
}

/**
 * A pipeline over the example's table of penguins, whose steps are those given
 * behind the one that reads it.
 */
export function examplePipeline(steps: readonly object[]): string {
  const read = {
    id: 'read',
    component: 'data.read_csv',
    params: { path: 'penguins.csv' }
  };
  const document = {
    schema_version: 1,
    name: 'Penguins',
    steps: [read, ...steps]
  };
  return JSON.stringify(document, null, 2) + '\n';
}

/**
 * A pipeline of two steps that can be exported.
 */
export function smallPipeline(): string {
  const document = {
    schema_version: 1,
    name: 'Small',
    steps: [
      {
        id: 'read',
        component: 'data.read_csv',
        params: { path: 'penguins.csv' }
      },
      {
        id: 'describe',
        component: 'explore.describe',
        inputs: { table: 'read.table' }
      }
    ]
  };
  return JSON.stringify(document, null, 2) + '\n';
}
