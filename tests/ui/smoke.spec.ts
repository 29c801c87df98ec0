import { expect, test } from '@jupyterlab/galata';

const EXTENSION = 'jupyterlab-pipeline-export';

test('the extension is enabled and its plugins are activated', async ({
  page
}) => {
  const config = await page.evaluate(() =>
    JSON.parse(document.getElementById('jupyter-config-data')!.textContent!)
  );
  const extensions = config.federated_extensions.map(
    (extension: { name: string }) => extension.name
  );
  expect(extensions).toContain(EXTENSION);
  expect(config.disabledExtensions).not.toContain(EXTENSION);

  const plugins = await page.evaluate(prefix => {
    const app = window.jupyterapp;
    return app
      .listPlugins()
      .filter(id => id.startsWith(`${prefix}:`))
      .map(id => ({ id, active: app.isPluginActivated(id) }));
  }, EXTENSION);
  expect(plugins).not.toEqual([]);
  expect(plugins.filter(plugin => !plugin.active)).toEqual([]);
});

test('the server answers with its components', async ({ baseURL, request }) => {
  const response = await request.get(`${baseURL}/pipeline-export/components`);
  expect(response.status()).toBe(200);
});
