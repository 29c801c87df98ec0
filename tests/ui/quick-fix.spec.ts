import { expect, test } from '@jupyterlab/galata';

import { PipelineHelper } from './helpers/PipelineHelper';
import { examplePipeline, exampleTable } from './helpers/data';

const FILE = 'judged.pipeline.json';

test('a problem is mended with the keyboard, and undone', async ({
  page,
  tmpPath
}) => {
  const document = examplePipeline([
    {
      id: 'split',
      component: 'prepare.train_test_split',
      inputs: { table: 'read.table' },
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
  ]);
  const upload = (text: string, name: string) =>
    page.contents.uploadContent(text, 'text', `${tmpPath}/${name}`);
  await upload(exampleTable(), 'penguins.csv');
  await upload(document, FILE);
  await page.filebrowser.refresh();

  const pipeline = new PipelineHelper(page);
  await pipeline.open(FILE);
  const summary = pipeline.sidebar.locator('summary', { hasText: 'Problems' });
  await summary.focus();
  await page.keyboard.press('Enter');
  const problems = pipeline.sidebar.getByRole('region', { name: 'Problems' });
  const fix = problems.getByRole('button', { name: 'Judge by the test rows' });
  const why = problems.locator('summary', { hasText: 'Why it matters' });
  await expect(fix).toBeVisible();

  await tabTo(why.first());
  await page.keyboard.press('Enter');
  await expect(
    problems.getByRole('link', { name: /^Read more at/ }).first()
  ).toBeVisible();
  await fix.focus();
  await page.keyboard.press('Enter');

  await expect(pipeline.announcement).toHaveText(
    'Done: Judge by the test rows. Undo takes it back.'
  );
  const features = pipeline
    .step('Classification metrics')
    .getByRole('combobox', { name: 'Features' });
  await expect(features).toBeFocused();
  await expect(features).toHaveValue('split.X_test');
  await expect(fix).toHaveCount(0);

  await page.keyboard.press('ControlOrMeta+Z');
  await expect(features).toHaveValue('split.X_train');
  await expect(fix).toBeVisible();

  async function tabTo(target: typeof why): Promise<void> {
    for (let count = 0; count < 30; count++) {
      if (await target.evaluate(node => node.matches(':focus'))) {
        return;
      }
      await page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  }
});
