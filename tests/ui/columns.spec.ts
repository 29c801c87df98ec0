import { expect, test } from '@jupyterlab/galata';

import { PipelineHelper } from './helpers/PipelineHelper';
import { examplePipeline, exampleTable } from './helpers/data';

const FILE = 'columns.pipeline.json';

test.beforeEach(async ({ page, tmpPath }) => {
  const document = examplePipeline([
    {
      id: 'rename',
      component: 'clean.rename_columns',
      inputs: { table: 'read.table' },
      params: { columns: { body_mass_g: 'mass' } }
    },
    {
      id: 'drop',
      component: 'clean.drop_columns',
      inputs: { table: 'rename.table' },
      params: { columns: ['island'] }
    },
    {
      id: 'select',
      component: 'clean.select_columns',
      inputs: { table: 'drop.table' }
    }
  ]);
  const upload = (text: string, name: string) =>
    page.contents.uploadContent(text, 'text', `${tmpPath}/${name}`);
  await upload(exampleTable(), 'penguins.csv');
  await upload(document, FILE);
  await page.filebrowser.refresh();
});

test('a picker offers the columns that are left, under their new names', async ({
  page,
  tmpPath
}) => {
  const pipeline = new PipelineHelper(page);
  await pipeline.open(FILE);
  await pipeline.openStep('Select columns');
  const columns = pipeline
    .step('Select columns')
    .getByRole('combobox', { name: 'Columns' });
  await columns.click();
  await expect(pipeline.columnNames).toHaveText([
    'species',
    'bill_length_mm',
    'bill_depth_mm',
    'flipper_length_mm',
    'mass',
    'sex',
    'year'
  ]);

  await page.keyboard.type('mas');
  await expect(pipeline.columnNames).toHaveText(['mass', 'Use “mas”']);
  await page.keyboard.press('Enter');
  await page.keyboard.type('spec');
  await page.keyboard.press('Enter');
  await page.keyboard.type('own name');
  await page.keyboard.press('Enter');
  const chips = pipeline.sidebar
    .getByRole('list', { name: 'Chosen columns' })
    .last()
    .getByRole('listitem');
  await expect(chips).toHaveText(['mass', 'species', 'own name']);
  await expect(chips.last()).toHaveClass(/jp-mod-odd/);
  await page.keyboard.press('Backspace');
  await expect(chips).toHaveText(['mass', 'species']);

  await page.keyboard.press('ControlOrMeta+S');
  await expect
    .poll(() => pipeline.read(`${tmpPath}/${FILE}`))
    .toMatch(/"columns": \[\s*"mass",\s*"species"\s*\]/);
});

test('a picker follows the steps before it', async ({ page }) => {
  const pipeline = new PipelineHelper(page);
  await pipeline.open(FILE);
  await pipeline.openStep('Drop columns');
  const drop = pipeline.step('Drop columns');
  await drop.getByRole('combobox', { name: 'Columns' }).click();
  await page.keyboard.type('year');
  await page.keyboard.press('Enter');
  await pipeline.openStep('Select columns');
  const columns = pipeline
    .step('Select columns')
    .getByRole('combobox', { name: 'Columns' });
  await columns.click();
  await expect(pipeline.columnNames).toHaveCount(6);
  await expect(pipeline.columnNames.filter({ hasText: 'year' })).toHaveCount(0);
});
