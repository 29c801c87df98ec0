import { expect, test } from '@jupyterlab/galata';

import { PipelineHelper, SETTINGS } from './helpers/PipelineHelper';
import { smallPipeline } from './helpers/data';

test.use({ mockSettings: SETTINGS });

test('a pipeline that still loads is not taken for an empty one', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/slow.pipeline.json`;
  await page.contents.uploadContent(smallPipeline(), 'text', path);
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route(
    url =>
      url.pathname.endsWith('/slow.pipeline.json') &&
      url.searchParams.get('content') === '1',
    async route => {
      await released;
      await route.continue();
    }
  );
  await page.evaluate(file => {
    void window.jupyterapp.commands.execute('docmanager:open', { path: file });
  }, path);
  const tab = page.getByRole('main').getByRole('tab', { name: /^slow/ });
  await expect(tab).toBeVisible();

  const pipeline = new PipelineHelper(page);
  await pipeline.showSidebar();
  await expect(pipeline.sidebar.getByText('No pipeline is open')).toBeVisible();
  await expect(
    pipeline.sidebar.getByRole('button', { name: 'Add step' })
  ).toHaveCount(0);

  release();
  await expect(pipeline.steps).toHaveCount(2);
});
