import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from '@jupyterlab/galata';

import { PipelineHelper, SETTINGS } from './helpers/PipelineHelper';
import { smallPipeline } from './helpers/data';

const FILE = 'small.pipeline.json';
const OWN = `{#---
title: Shout names
summary: Write the names of columns in capitals.
inputs:
  table: {type: table, title: Table}
outputs:
  table: {type: table, title: Table, name: "{table}_loud"}
requires: [{package: pandas>=2.0, reason: holds the table}]
---#}
{{ outputs.table }} = {{ inputs.table }}.rename(columns=str.upper)
`;

test.use({ mockSettings: SETTINGS });

/** The folder on the data path of the server that the tests start. */
function folder(): string {
  const { outputDir } = test.info().project;
  return path.resolve(outputDir, '..', 'data', 'pipeline_components');
}

test.afterEach(() => {
  fs.rmSync(folder(), { recursive: true, force: true });
});

test('components that are put into a running installation are found', async ({
  page,
  tmpPath
}) => {
  await page.contents.uploadContent(
    smallPipeline(),
    'text',
    `${tmpPath}/${FILE}`
  );
  await page.filebrowser.refresh();
  const pipeline = new PipelineHelper(page);
  await pipeline.open(FILE);
  await pipeline.searchSteps('shout');
  await expect(pipeline.components).toHaveCount(0);
  await page.keyboard.press('Escape');

  fs.mkdirSync(path.join(folder(), 'clean'), { recursive: true });
  const write = (name: string, text: string) =>
    fs.writeFileSync(path.join(folder(), 'clean', `${name}.py.jinja`), text);
  write('shout_names', OWN);
  write('broken', OWN.replace('summary:', 'sumary:'));
  await pipeline.runFromPalette('Refresh Components');
  await expect(
    pipeline.notification(/components found, and .* problem/)
  ).toBeVisible();

  await pipeline.searchSteps('shout');
  await expect(pipeline.components).toHaveCount(1);
  await expect(pipeline.components).toContainText('yours');
  const broken = pipeline.sidebar.locator('.jp-PipelineBroken');
  await broken.locator('summary').click();
  await expect(broken).toContainText('clean/broken.py.jinja, line 3');
  await expect(broken).toContainText('Did you mean summary?');

  await pipeline.search.press('Enter');
  await expect(pipeline.step('Shout names')).toBeVisible();
  await expect(pipeline.step('Shout names')).toContainText('yours');
});
