// Takes the pictures of the documents: `make screenshots`.
const config = require('./playwright.config');

module.exports = {
  ...config,
  testMatch: '**/*.shots.ts',
  reporter: 'list',
  use: { ...config.use, screenshot: 'off', trace: 'off' }
};
