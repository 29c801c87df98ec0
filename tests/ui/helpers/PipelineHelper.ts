import { expect, galata } from '@jupyterlab/galata';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

/**
 * The name that JupyterLab gives the first pipeline of a folder.
 */
export const NEW_PIPELINE = 'untitled.pipeline.json';

/**
 * The settings that users have: Galata's own dock the palette in a sidebar.
 */
export const SETTINGS = {
  ...galata.DEFAULT_SETTINGS,
  '@jupyterlab/apputils-extension:palette': { modal: true }
};

/**
 * What users see and do of pipelines.
 */
export class PipelineHelper {
  constructor(private readonly _page: IJupyterLabPageFixture) {}

  /**
   * The sidebar.
   */
  get sidebar(): Locator {
    return this._page.getByRole('region', { name: 'Pipeline builder' });
  }

  /**
   * The headers of the steps.
   */
  get steps(): Locator {
    return this.sidebar.getByRole('list', { name: 'Steps' }).locator('> li');
  }

  /**
   * What was announced last.
   */
  get announcement(): Locator {
    return this.sidebar.locator('> [role="status"]');
  }

  /**
   * The search field of the picker of steps.
   */
  get search(): Locator {
    return this.sidebar.getByRole('combobox', { name: 'Search steps' });
  }

  /**
   * The dialog of exports.
   */
  get exportDialog(): Locator {
    return this._page
      .getByRole('dialog')
      .filter({ hasText: 'Export pipeline' });
  }

  /**
   * Show the sidebar.
   */
  async showSidebar(): Promise<void> {
    await this._page.sidebar.openTab('jp-pipeline-sidebar');
    await expect(this.sidebar).toBeVisible();
  }

  /**
   * Create a pipeline from the sidebar.
   */
  async create(): Promise<void> {
    await this.showSidebar();
    await this.sidebar.getByRole('button', { name: 'New pipeline' }).click();
    await expect(this.name).toBeVisible();
  }

  /**
   * Open a file and show the sidebar.
   */
  async open(path: string): Promise<void> {
    await this._page.filebrowser.open(path);
    await this.showSidebar();
  }

  /**
   * The field of the pipeline's name.
   */
  get name(): Locator {
    return this.sidebar.getByRole('textbox', { name: 'Name of the pipeline' });
  }

  /**
   * Add the step that the words find first, and wait for its form.
   */
  async addStep(words: string): Promise<void> {
    const count = await this.steps.count();
    await this.sidebar.getByRole('button', { name: 'Add step' }).click();
    await this.search.fill(words);
    await this.search.press('Enter');
    await expect(this.steps).toHaveCount(count + 1);
    await expect(this.search).toBeHidden();
  }

  /**
   * Open the picker of steps and search it.
   */
  async searchSteps(words: string): Promise<void> {
    await this.sidebar.getByRole('button', { name: 'Add step' }).click();
    await this.search.fill(words);
  }

  /**
   * What the picker of steps has found.
   */
  get components(): Locator {
    return this.sidebar
      .getByRole('listbox', { name: 'Steps to add' })
      .getByRole('option');
  }

  /**
   * The names that an open picker of columns offers.
   */
  get columnNames(): Locator {
    return this.sidebar
      .getByRole('listbox', { name: 'Columns' })
      .locator('.jp-PipelineColumns-name');
  }

  /**
   * Unfold a step.
   */
  async openStep(title: string): Promise<void> {
    const header = this.step(title).locator('[data-step-header]');
    await header.click();
    await expect(header).toHaveAttribute('aria-expanded', 'true');
  }

  /**
   * A step by its title.
   */
  step(title: string): Locator {
    return this.steps.filter({
      has: this._page.locator('.jp-PipelineStep-title', {
        hasText: new RegExp(`^${title}$`)
      })
    });
  }

  /**
   * Export through the dialog.
   */
  async export(format: string): Promise<void> {
    await this.sidebar.getByRole('button', { name: 'Export…' }).click();
    await this.chooseFormat(format);
  }

  /**
   * Choose a format in the dialog and export.
   */
  async chooseFormat(format: string): Promise<void> {
    const dialog = this.exportDialog;
    // The radio button itself is hidden behind its card.
    await dialog.getByRole('radio', { name: format }).check({ force: true });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /**
   * Run a command as the palette does: by its label.
   */
  async runFromPalette(label: string): Promise<void> {
    await this._page.keyboard.press('ControlOrMeta+Shift+C');
    const palette = this._page.locator('#modal-command-palette');
    await palette.locator('input').fill(label);
    await expect(
      palette.locator('.lm-CommandPalette-item.lm-mod-active')
    ).toContainText(label);
    await this._page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
  }

  /**
   * Export a file from its menu in the file browser.
   */
  async exportFromFileMenu(file: string, format: string): Promise<void> {
    await this._page.sidebar.openTab('filebrowser');
    await this._page
      .getByRole('region', { name: 'File Browser Section' })
      .getByRole('listitem', { name: file })
      .click({ button: 'right' });
    const menu = this._page.locator('.lm-Menu');
    await menu.getByText('Export Pipeline As', { exact: true }).hover();
    await menu.getByText(format, { exact: true }).click();
  }

  /**
   * A notification by its text.
   */
  notification(text: string | RegExp): Locator {
    return this._page.locator('.jp-toastContainer').getByText(text).first();
  }

  /**
   * The text of a file of the workspace.
   */
  async read(path: string): Promise<string> {
    return this._page.evaluate(async name => {
      const { contents } = window.jupyterapp.serviceManager;
      const { content } = await contents.get(name, { content: true });
      return String(content);
    }, path);
  }
}
