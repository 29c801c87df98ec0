const { spawnSync } = require('child_process');
const { existsSync } = require('fs');

const { chromium } = require('@playwright/test');

const { findBrowser } = require('./browser');

const APT_GET = '/usr/bin/apt-get';

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'inherit', 'inherit']
  });
  if (error || status !== 0) {
    console.error(`${[command, ...args].join(' ')} failed`, error ?? '');
    process.exit(1);
  }
}

if (!findBrowser() && !existsSync(chromium.executablePath())) {
  if (existsSync(APT_GET) && process.getuid() === 0) {
    // The package brings the libraries that Playwright's download lacks.
    run(APT_GET, 'update', '-qq');
    run(
      APT_GET,
      'install',
      '-qq',
      '--yes',
      '--no-install-recommends',
      'chromium'
    );
  } else {
    run('jlpm', 'playwright', 'install', 'chromium');
  }
}
