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
import { PIPELINE_EXTENSION } from '../model/factory';
import { blankText } from '../model/read';
import { DOMAIN } from '../text';
import { IPipelineTracker } from '../tokens';

/**
 * Creates pipeline documents, from the launcher, the palette and the menu.
 */
const launcherPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-pipeline-export:launcher',
  description: 'Creates pipeline documents.',
  autoStart: true,
  requires: [IDocumentManager, IPipelineTracker],
  optional: [ICommandPalette, IDefaultFileBrowser, ILauncher, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    docManager: IDocumentManager,
    tracker: IPipelineTracker,
    palette: ICommandPalette | null,
    fileBrowser: IDefaultFileBrowser | null,
    launcher: ILauncher | null,
    translator: ITranslator | null
  ): void => {
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);

    const create = async (folder: string): Promise<void> => {
      const { contents } = docManager.services;
      const { path } = await docManager.newUntitled({
        path: folder,
        type: 'file',
        ext: PIPELINE_EXTENSION
      });
      const content = blankText(trans.__('Untitled pipeline'));
      await contents.save(path, { type: 'file', format: 'text', content });
      docManager.openOrReveal(path);
      if (commands.hasCommand(CommandIDs.showSidebar)) {
        await commands.execute(CommandIDs.showSidebar);
      }
    };

    commands.addCommand(CommandIDs.createNew, {
      label: args =>
        args.isPalette || args.isContextMenu
          ? trans.__('New Pipeline')
          : trans.__('Pipeline'),
      caption: trans.__('Create a pipeline document'),
      icon: args => (args.isPalette ? undefined : pipelineIcon),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            cwd: {
              type: 'string',
              title: trans.__('Folder'),
              description: trans.__(
                'The folder of the document; that of the file browser if left out'
              )
            },
            isPalette: {
              type: 'boolean',
              title: trans.__('Whether the label is that of the palette')
            },
            isContextMenu: {
              type: 'boolean',
              title: trans.__('Whether the label is that of a context menu')
            }
          }
        }
      },
      execute: async args => {
        const cwd =
          typeof args.cwd === 'string' ? args.cwd : fileBrowser?.model.path;
        try {
          await create(cwd ?? '');
        } catch (error) {
          const title = trans.__('The pipeline could not be created');
          await showErrorMessage(title, messageOf(error));
        }
        return tracker.currentWidget;
      }
    });

    const category = trans.__('Pipeline');
    palette?.addItem({
      command: CommandIDs.createNew,
      category,
      args: { isPalette: true }
    });
    launcher?.add({
      command: CommandIDs.createNew,
      category: trans.__('Other'),
      rank: 1
    });
  }
};

export default launcherPlugin;
