import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, showErrorMessage } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { messageOf } from '../api/request';
import { CommandIDs } from '../commands';
import { pipelineIcon } from '../icons';
import { DOMAIN } from '../text';
import { IPipelineExportClient, IPipelineTracker } from '../tokens';
import { askExample } from '../widgets/galleryDialog';

/**
 * Begins pipelines as copies of examples, from the launcher, the palette and
 * the sidebar.
 */
const galleryPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-pipeline-export:gallery',
  description: 'Begins pipelines as copies of examples.',
  autoStart: true,
  requires: [IDocumentManager, IPipelineExportClient, IPipelineTracker],
  optional: [ICommandPalette, IDefaultFileBrowser, ILauncher, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    docManager: IDocumentManager,
    client: IPipelineExportClient,
    tracker: IPipelineTracker,
    palette: ICommandPalette | null,
    fileBrowser: IDefaultFileBrowser | null,
    launcher: ILauncher | null,
    translator: ITranslator | null
  ): void => {
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);

    const open = async (name: string, directory: string): Promise<void> => {
      const { path } = await client.copyExample({ name, directory });
      docManager.openOrReveal(path);
      if (commands.hasCommand(CommandIDs.showSidebar)) {
        await commands.execute(CommandIDs.showSidebar);
      }
    };

    commands.addCommand(CommandIDs.createFromExample, {
      label: args =>
        args.isPalette
          ? trans.__('New Pipeline from Example…')
          : trans.__('Pipeline from example'),
      caption: trans.__('Open a copy of an example with its data'),
      icon: args => (args.isPalette ? undefined : pipelineIcon),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            name: {
              type: 'string',
              title: trans.__('Example'),
              description: trans.__(
                'The name of the example; a dialog asks for it if left out'
              )
            },
            cwd: {
              type: 'string',
              title: trans.__('Folder'),
              description: trans.__(
                'Where the example gets its folder; that of the file browser if left out'
              )
            },
            isPalette: {
              type: 'boolean',
              title: trans.__('Whether the label is that of the palette')
            }
          }
        }
      },
      execute: async args => {
        const cwd =
          typeof args.cwd === 'string' ? args.cwd : fileBrowser?.model.path;
        try {
          const name =
            typeof args.name === 'string'
              ? args.name
              : await askExample((await client.examples()).examples, trans);
          if (name !== null) {
            await open(name, cwd ?? '');
          }
        } catch (error) {
          const title = trans.__('The example could not be opened');
          await showErrorMessage(title, messageOf(error));
        }
        return tracker.currentWidget;
      }
    });

    palette?.addItem({
      command: CommandIDs.createFromExample,
      category: trans.__('Pipeline'),
      args: { isPalette: true }
    });
    launcher?.add({
      command: CommandIDs.createFromExample,
      category: trans.__('Other'),
      rank: 2
    });
  }
};

export default galleryPlugin;
