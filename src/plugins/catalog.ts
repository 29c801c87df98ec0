import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';

import { CatalogManager } from '../model/catalog';
import { ICatalogManager, IPipelineExportClient } from '../tokens';

/**
 * Provides the catalogue of components, loaded once JupyterLab is up.
 */
const catalogPlugin: JupyterFrontEndPlugin<ICatalogManager> = {
  id: 'jupyterlab-pipeline-export:catalog',
  description: 'Provides the catalogue of the components of pipelines.',
  autoStart: true,
  requires: [IPipelineExportClient],
  provides: ICatalogManager,
  activate: (
    app: JupyterFrontEnd,
    client: IPipelineExportClient
  ): ICatalogManager => {
    const catalog = new CatalogManager(client);
    void app.restored.then(() => catalog.refresh());
    return catalog;
  }
};

export default catalogPlugin;
