import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import catalogPlugin from './plugins/catalog';
import clientPlugin from './plugins/client';
import documentPlugin from './plugins/document';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  clientPlugin,
  catalogPlugin,
  documentPlugin
];

export default plugins;
