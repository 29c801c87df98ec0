import { expect, test } from '@jupyterlab/galata';

import { PipelineHelper, SETTINGS } from './helpers/PipelineHelper';

test.use({ mockSettings: SETTINGS });

const NAME = 'unusual_penguins';

test('An example is opened from the sidebar by keyboard, with its data', async ({
  page,
  tmpPath
}) => {
  const pipeline = new PipelineHelper(page);
  await pipeline.showSidebar();
  await pipeline.sidebar
    .getByRole('button', { name: 'New from example…' })
    .press('Enter');
  const dialog = page.getByRole('dialog').filter({ hasText: 'example' });
  const examples = dialog.getByRole('radio');
  await expect(examples).toHaveCount(10);
  await expect(examples.first()).toBeFocused();
  for (const example of await examples.all()) {
    if ((await example.getAttribute('value')) === NAME) {
      break;
    }
    await page.keyboard.press('ArrowDown');
  }
  await expect(dialog.locator('input:checked')).toHaveValue(NAME);
  await page.keyboard.press('Enter');

  await expect(pipeline.name).toHaveValue('Unusual penguins');
  const folder = `${tmpPath}/${NAME}`;
  const exists = (path: string) => page.contents.fileExists(path);
  expect(await exists(`${folder}/${NAME}.pipeline.json`)).toBe(true);
  expect(await exists(`${folder}/data/penguins.csv`)).toBe(true);
});

test('An example is opened from the launcher', async ({ page, tmpPath }) => {
  const pipeline = new PipelineHelper(page);
  await page.getByRole('button', { name: 'Pipeline from example' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: 'example' });
  await dialog.getByText('Carbon dioxide forecast').click();
  await dialog.getByRole('button', { name: 'Open a copy' }).click();
  await expect(pipeline.name).toHaveValue('Carbon dioxide forecast');
  expect(
    await page.contents.fileExists(`${tmpPath}/co2_forecast/data/co2.csv`)
  ).toBe(true);
});
