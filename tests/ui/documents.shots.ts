import * as path from 'path';

import { expect, galata, test } from '@jupyterlab/galata';

import { PipelineHelper } from './helpers/PipelineHelper';
import { examplePipeline, exampleTable } from './helpers/data';

const ROOT = path.resolve(__dirname, '..', '..');
const EXAMPLE = 'penguins_classification.pipeline.json';

function image(name: string): string {
  return path.join(ROOT, 'docs', 'images', `${name}.png`);
}

// The name of the folder is in the pictures.
test.use({
  tmpPath: async ({ request }, use) => {
    const contents = galata.newContentsHelper(request);
    await contents.createDirectory('work');
    await use('work');
    await contents.deleteDirectory('work');
  }
});

test.beforeEach(async ({ page, tmpPath }) => {
  await page.contents.uploadDirectory(
    path.join(ROOT, 'jupyterlab_pipeline_export', 'examples'),
    tmpPath
  );
  await page.filebrowser.refresh();
});

test('the builder', async ({ page }) => {
  const pipeline = new PipelineHelper(page);
  await pipeline.open(EXAMPLE);
  await pipeline
    .step('Hold out a test set')
    .getByRole('button', { name: /^4/ })
    .click();
  const code = page
    .locator('.jp-PipelineNotebook')
    .getByText('train_test_split(');
  await code.scrollIntoViewIfNeeded();
  await expect(code).toBeVisible();
  await page.screenshot({ path: image('builder') });
});

test('the export dialog', async ({ page }) => {
  const pipeline = new PipelineHelper(page);
  await pipeline.open(EXAMPLE);
  await pipeline.sidebar.getByRole('button', { name: 'Export…' }).click();
  const dialog = pipeline.exportDialog;
  await dialog.getByRole('radio', { name: 'Docker' }).check({ force: true });
  await expect(dialog.getByText('docker-compose.yml').first()).toBeVisible();
  await page.screenshot({ path: image('export') });
});

/** A model that is judged by the rows that it was trained on. */
const JUDGED = [
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
    id: 'split',
    component: 'prepare.train_test_split',
    inputs: { table: 'drop.table' },
    params: { target: 'species', stratify: true, random_state: 0 }
  },
  {
    id: 'model',
    component: 'train.dummy_classifier',
    inputs: { X: 'split.X_train', y: 'split.y_train' }
  },
  {
    id: 'metrics',
    component: 'evaluate.classification_metrics',
    inputs: { model: 'model.model', X: 'split.X_train', y: 'split.y_train' }
  }
];

test.describe('parts of the sidebar', () => {
  const file = 'judged.pipeline.json';

  test.beforeEach(async ({ page, tmpPath }) => {
    const { contents } = page;
    const upload = (text: string, name: string) =>
      contents.uploadContent(text, 'text', `${tmpPath}/${name}`);
    await upload(exampleTable(), 'penguins.csv');
    await upload(examplePipeline(JUDGED), file);
    await page.filebrowser.refresh();
  });

  test('a quick fix', async ({ page }) => {
    const pipeline = new PipelineHelper(page);
    await pipeline.open(file);
    await page.sidebar.setWidth(420);
    await pipeline.openStep('Classification metrics');
    const metrics = pipeline.step('Classification metrics');
    await metrics.locator('summary', { hasText: 'Why it matters' }).click();
    await metrics.screenshot({ path: image('fix') });
  });

  test('a choice of columns', async ({ page }) => {
    const pipeline = new PipelineHelper(page);
    await pipeline.open(file);
    await page.sidebar.setWidth(420);
    await pipeline.openStep('Train-test split');
    const split = pipeline.step('Train-test split');
    await split.getByRole('combobox', { name: 'Features' }).click();
    await page.keyboard.type('mm');
    await expect(pipeline.columnNames.first()).toBeVisible();
    await split.screenshot({ path: image('columns') });
  });
});
