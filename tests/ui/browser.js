const { accessSync, constants } = require('fs');
const path = require('path');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The path of the Chromium that this machine has, if any.
 *
 * CHROMIUM_PATH names it; otherwise the system's own is taken before any other
 * on the PATH. Where this finds none, Playwright uses the one it installed.
 */
function findBrowser() {
  if (process.env.CHROMIUM_PATH) {
    return process.env.CHROMIUM_PATH;
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return NAMES.flatMap(name =>
    ['/usr/bin', ...folders].map(folder => path.join(folder, name))
  ).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

module.exports = { findBrowser };
