import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';

import { PipelineExportClient } from '../api/client';
import { IPipelineExportClient } from '../tokens';

/**
 * Provides the client of the REST API.
 */
const clientPlugin: JupyterFrontEndPlugin<IPipelineExportClient> = {
  id: 'jupyterlab-pipeline-export:client',
  description: 'Provides the client of the REST API.',
  autoStart: true,
  provides: IPipelineExportClient,
  activate: (app: JupyterFrontEnd): IPipelineExportClient =>
    new PipelineExportClient({
      serverSettings: app.serviceManager.serverSettings
    })
};

export default clientPlugin;
