import * as path from 'path';

import { expect, galata, test } from '@jupyterlab/galata';

import { PipelineHelper } from './helpers/PipelineHelper';

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
