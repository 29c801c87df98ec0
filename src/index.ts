import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import catalogPlugin from './plugins/catalog';
import clientPlugin from './plugins/client';
import documentPlugin from './plugins/document';
import exportPlugin from './plugins/export';
import galleryPlugin from './plugins/gallery';
import launcherPlugin from './plugins/launcher';
import sidebarPlugin from './plugins/sidebar';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  clientPlugin,
  catalogPlugin,
  documentPlugin,
  exportPlugin,
  galleryPlugin,
  launcherPlugin,
  sidebarPlugin
];

export default plugins;
