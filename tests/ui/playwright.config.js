const path = require('path');

const baseConfig = require('@jupyterlab/galata/lib/playwright-config');

const { findBrowser } = require('./browser');

const root = path.resolve(__dirname, '..', '..');
const port = process.env.UI_TEST_PORT ?? '8888';
const baseURL = `http://localhost:${port}`;
const scratch = path.join(root, 'build', 'ui-tests', port);

module.exports = {
  ...baseConfig,
  testDir: __dirname,
  outputDir: path.join(scratch, 'results'),
  reporter: [
    ['list'],
    ['junit', { outputFile: path.join(root, 'build', 'reports', 'ui.xml') }]
  ],
  retries: 0,
  // One server, one browser: on two cores more workers only slow each other.
  workers: 1,
  use: {
    ...baseConfig.use,
    baseURL,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    // Recording needs a further download.
    video: 'off',
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    }
  },
  webServer: {
    command: `jupyter lab --config jupyter_server_test_config.py --ServerApp.port=${port}`,
    cwd: __dirname,
    // The tests never see, nor touch, what a user has configured.
    env: {
      JUPYTER_CONFIG_DIR: path.join(scratch, 'config'),
      JUPYTER_DATA_DIR: path.join(scratch, 'data'),
      JUPYTERLAB_SETTINGS_DIR: path.join(scratch, 'settings')
    },
    url: `${baseURL}/lab`,
    timeout: 120_000,
    reuseExistingServer: false
  }
};
