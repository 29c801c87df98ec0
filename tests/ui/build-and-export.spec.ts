import { expect, test } from '@jupyterlab/galata';

import {
  NEW_PIPELINE,
  PipelineHelper,
  SETTINGS
} from './helpers/PipelineHelper';
import { penguins } from './helpers/data';

test.use({ mockSettings: SETTINGS });

const STEPS = [
  'Read CSV',
  'Drop missing',
  'Train-test split',
  'Scale',
  'Random forest classifier',
  'Classification metrics',
  'Save metrics'
];

test.describe('From an empty workspace with one file', () => {
  test.beforeEach(async ({ page, tmpPath }) => {
    await page.contents.uploadContent(
      penguins(),
      'text',
      `${tmpPath}/penguins.csv`
    );
  });

  test('a pipeline is built in the sidebar, exported, and runs', async ({
    page,
    tmpPath
  }) => {
    test.setTimeout(180_000);
    const pipeline = new PipelineHelper(page);
    await pipeline.create();
    await pipeline.name.fill('Penguin species');
    for (const title of STEPS) {
      await pipeline.addStep(title);
    }
    await expect(pipeline.steps).toHaveCount(STEPS.length);

    const read = pipeline.step('Read CSV');
    await read.getByRole('textbox', { name: 'File' }).fill('penguins.csv');
    const split = pipeline.step('Train-test split');
    await split.getByRole('combobox', { name: 'Target' }).fill('species');
    await split.locator('summary', { hasText: 'more option' }).click();
    await split.getByRole('checkbox', { name: 'Stratify' }).check();
    await expect(
      pipeline.sidebar.locator('.jp-PipelineCount.jp-mod-error')
    ).toHaveCount(0);

    await pipeline.export('Notebook');
    await expect(
      page.getByRole('main').getByRole('tab', { name: 'untitled.ipynb' })
    ).toBeVisible();

    await page.menu.clickMenuItem('Run>Run All Cells');
    const runs = () =>
      page.evaluate(() => {
        const { content } = window.jupyterapp.shell
          .currentWidget as unknown as {
          content: {
            model: {
              sharedModel: {
                cells: {
                  cell_type: string;
                  execution_count?: number | null;
                  getOutputs?: () => { output_type: string }[];
                }[];
              };
            };
          };
        };
        const cells = content.model.sharedModel.cells.filter(
          cell => cell.cell_type === 'code'
        );
        return {
          waiting: cells.filter(cell => !cell.execution_count).length,
          failed: cells.filter(cell =>
            cell
              .getOutputs?.()
              .some(({ output_type }) => output_type === 'error')
          ).length,
          shown: cells.filter(cell => cell.getOutputs?.().length).length
        };
      });
    await expect
      .poll(async () => (await runs()).waiting, { timeout: 120_000 })
      .toBe(0);
    const { failed, shown } = await runs();
    expect(failed).toBe(0);
    expect(shown).toBeGreaterThan(0);
    await expect
      .poll(() => page.contents.fileExists(`${tmpPath}/output/metrics.json`))
      .toBe(true);
  });

  test('the keyboard alone is enough', async ({ page, tmpPath }) => {
    const pipeline = new PipelineHelper(page);
    await pipeline.runFromPalette('New Pipeline');
    await expect(pipeline.name).toBeVisible();

    await pipeline.runFromPalette('Add Step');
    await expect(pipeline.search).toBeFocused();
    await page.keyboard.type('csv');
    await page.keyboard.press('Enter');
    const file = pipeline
      .step('Read CSV')
      .getByRole('textbox', { name: 'File' });
    await expect(file).toBeFocused();
    await expect(pipeline.announcement).toHaveText(
      'Added “Read CSV” as step 1'
    );
    await page.keyboard.type('penguins.csv');
    await expect(file).toHaveValue('penguins.csv');

    await pipeline.runFromPalette('Add Step');
    await expect(pipeline.search).toBeFocused();
    await page.keyboard.type('describe');
    await page.keyboard.press('Enter');
    await expect(pipeline.steps).toHaveCount(2);
    await pipeline.runFromPalette('Add Step');
    await expect(pipeline.search).toBeFocused();
    await page.keyboard.type('value counts');
    await page.keyboard.press('Enter');
    await expect(pipeline.steps).toHaveCount(3);
    await page.keyboard.type('species');

    const counts = pipeline.step('Value counts').locator('[data-step-header]');
    while (!(await counts.evaluate(node => node === document.activeElement))) {
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Alt+ArrowUp');
    await expect(pipeline.announcement).toHaveText(
      'Moved “Value counts” to place 2'
    );
    await expect(counts).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await expect(pipeline.announcement).toHaveText(
      'Removed “Describe”. Undo brings it back.'
    );
    await expect(pipeline.steps).toHaveCount(2);
    await expect(counts).toBeFocused();

    await page.keyboard.press('ControlOrMeta+Alt+E');
    const { exportDialog } = pipeline;
    await expect(
      exportDialog.getByRole('radio', { name: 'Notebook' })
    ).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(
      exportDialog.getByRole('radio', { name: 'Python script' })
    ).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(exportDialog).toBeHidden();
    await expect
      .poll(() => page.contents.fileExists(`${tmpPath}/untitled.py`))
      .toBe(true);
  });

  test('undo and redo follow every edit, and the tab shows what is unsaved', async ({
    page
  }) => {
    const pipeline = new PipelineHelper(page);
    await pipeline.create();
    const tab = page.getByRole('main').getByRole('tab', { name: NEW_PIPELINE });
    await expect(tab).not.toHaveClass(/jp-mod-dirty/);

    await pipeline.addStep('Read CSV');
    const file = pipeline
      .step('Read CSV')
      .getByRole('textbox', { name: 'File' });
    await file.pressSequentially('penguins.csv');
    await expect(tab).toHaveClass(/jp-mod-dirty/);

    await page.keyboard.press('ControlOrMeta+Z');
    await expect(file).toHaveValue('');
    await page.keyboard.press('ControlOrMeta+Shift+Z');
    await expect(file).toHaveValue('penguins.csv');
    await pipeline.sidebar.getByRole('button', { name: 'Undo' }).click();
    await pipeline.sidebar.getByRole('button', { name: 'Undo' }).click();
    await expect(pipeline.steps).toHaveCount(0);
    await expect(tab).not.toHaveClass(/jp-mod-dirty/);
    await expect(
      pipeline.sidebar.getByRole('button', { name: 'Undo' })
    ).toBeDisabled();
    await pipeline.sidebar.getByRole('button', { name: 'Redo' }).click();
    await pipeline.sidebar.getByRole('button', { name: 'Redo' }).click();
    await expect(file).toHaveValue('penguins.csv');

    await page.keyboard.press('ControlOrMeta+S');
    await expect(tab).not.toHaveClass(/jp-mod-dirty/);
  });
});
