import { expect, test } from '@jupyterlab/galata';

import { PipelineHelper, SETTINGS } from './helpers/PipelineHelper';
import { penguins, smallPipeline } from './helpers/data';

test.use({ mockSettings: SETTINGS });

const FILE = 'small.pipeline.json';

test.describe('A pipeline that is there', () => {
  test.beforeEach(async ({ page, tmpPath }) => {
    const { contents } = page;
    await contents.uploadContent(penguins(), 'text', `${tmpPath}/penguins.csv`);
    await contents.uploadContent(smallPipeline(), 'text', `${tmpPath}/${FILE}`);
    await page.filebrowser.refresh();
  });

  test('is exported from the palette', async ({ page, tmpPath }) => {
    const pipeline = new PipelineHelper(page);
    await pipeline.open(FILE);
    const exists = (name: string) =>
      page.contents.fileExists(`${tmpPath}/${name}`);

    await pipeline.runFromPalette('Export Pipeline as Python Script');
    await expect.poll(() => exists('small.py')).toBe(true);
    await pipeline.runFromPalette('Export Pipeline for Docker');
    await expect.poll(() => exists('small-docker/Dockerfile')).toBe(true);
    expect(await exists('small-docker/docker-compose.yml')).toBe(true);
    expect(await exists('small-docker/README.md')).toBe(true);
  });

  test('is exported from the menu of its file, unopened', async ({
    page,
    tmpPath
  }) => {
    const pipeline = new PipelineHelper(page);
    const exists = (name: string) =>
      page.contents.fileExists(`${tmpPath}/${name}`);
    await pipeline.exportFromFileMenu(FILE, 'Requirements');
    await expect.poll(() => exists('requirements.txt')).toBe(true);
    await pipeline.exportFromFileMenu(FILE, 'Python Script');
    await expect.poll(() => exists('small.py')).toBe(true);
  });

  test('is exported twice in a row without a question', async ({
    page,
    tmpPath
  }) => {
    const pipeline = new PipelineHelper(page);
    await pipeline.open(FILE);
    await pipeline.runFromPalette('Export Requirements of Pipeline');
    await expect
      .poll(() => page.contents.fileExists(`${tmpPath}/requirements.txt`))
      .toBe(true);
    await pipeline.runFromPalette('Export Requirements of Pipeline');
    await expect(
      pipeline.notification(/requirements\.txt is up to date/)
    ).toBeVisible();
  });

  test('never overwrites what was edited by hand unasked', async ({
    page,
    tmpPath
  }) => {
    const pipeline = new PipelineHelper(page);
    const path = `${tmpPath}/requirements.txt`;
    await pipeline.open(FILE);
    await pipeline.runFromPalette('Export Requirements of Pipeline');
    await expect.poll(() => page.contents.fileExists(path)).toBe(true);
    const own = 'pandas\nmy-own-package\n';
    await page.contents.uploadContent(own, 'text', path);

    await pipeline.runFromPalette('Export Requirements of Pipeline');
    const dialog = page.getByRole('dialog').filter({
      hasText: 'Files are in the way'
    });
    await expect(dialog).toContainText('requirements.txt');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();

    await pipeline.runFromPalette('Export Requirements of Pipeline');
    await dialog.getByRole('button', { name: 'Keep both' }).click();
    await expect
      .poll(() => page.contents.fileExists(`${tmpPath}/requirements (1).txt`))
      .toBe(true);
    expect(await pipeline.read(path)).toBe(own);
  });
});

test('a file that is no pipeline stays as it is', async ({ page, tmpPath }) => {
  const text = '{"schema_version": 1, "name": "Broken"';
  await page.contents.uploadContent(
    text,
    'text',
    `${tmpPath}/broken.pipeline.json`
  );
  const pipeline = new PipelineHelper(page);
  await pipeline.open('broken.pipeline.json');
  await expect(pipeline.sidebar).toContainText(
    'This file cannot be edited here'
  );
  await expect(
    pipeline.sidebar.getByRole('region', { name: 'Problems' })
  ).toContainText('Error');

  await pipeline.sidebar.getByRole('button', { name: 'Open as text' }).click();
  await expect(page.locator('.jp-FileEditor .cm-content')).toContainText(
    'Broken'
  );
  expect(await pipeline.read(`${tmpPath}/broken.pipeline.json`)).toBe(text);
});
