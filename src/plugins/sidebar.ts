import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { addIcon } from '@jupyterlab/ui-components';

import { CommandIDs } from '../commands';
import { pipelineIcon } from '../icons';
import { DOMAIN } from '../text';
import { ICatalogManager, IPipelineTracker } from '../tokens';
import { PipelineSidebar } from '../widgets/sidebar';

/**
 * Builds the current pipeline in the left sidebar.
 */
const sidebarPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-pipeline-export:sidebar',
  description: 'Builds the current pipeline in the left sidebar.',
  autoStart: true,
  requires: [ICatalogManager, IDocumentManager, IPipelineTracker],
  optional: [ICommandPalette, ILabShell, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    catalog: ICatalogManager,
    docManager: IDocumentManager,
    tracker: IPipelineTracker,
    palette: ICommandPalette | null,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    translatorOrNull: ITranslator | null
  ): void => {
    const { commands, serviceManager, shell } = app;
    const translator = translatorOrNull ?? nullTranslator;
    const trans = translator.load(DOMAIN);
    const { kernelspecs } = serviceManager;

    const sidebar = new PipelineSidebar({
      browse: async pipeline => {
        const folder = PathExt.dirname(pipeline);
        const { button, value } = await FileDialog.getOpenFiles({
          manager: docManager,
          title: trans.__('Choose a file'),
          defaultPath: folder,
          translator
        });
        const path = button.accept ? value?.[0]?.path : undefined;
        return path === undefined
          ? null
          : PathExt.relative(folder, serviceManager.contents.localPath(path));
      },
      catalog,
      kernels: () =>
        Object.values(kernelspecs.specs?.kernelspecs ?? {}).flatMap(spec =>
          spec ? [{ name: spec.name, label: spec.display_name }] : []
        ),
      onCreate: () => void commands.execute(CommandIDs.createNew),
      onExport: () => void commands.execute(CommandIDs.exportPipeline),
      onOpenText: path => {
        docManager.openOrReveal(path, 'Editor');
      },
      trans
    });
    shell.add(sidebar, 'left', { rank: 450, type: 'Pipeline' });
    restorer?.add(sidebar, 'jp-pipeline-sidebar');

    const follow = () => {
      sidebar.pipeline = tracker.currentWidget?.pipeline ?? null;
    };
    tracker.currentChanged.connect(follow);
    kernelspecs.specsChanged.connect(() => sidebar.update());
    follow();

    const reveal = () => {
      labShell?.expandLeft();
      shell.activateById(sidebar.id);
    };
    const describedBy = { args: { type: 'object', properties: {} } } as const;
    commands.addCommand(CommandIDs.showSidebar, {
      label: trans.__('Show Pipeline Sidebar'),
      caption: trans.__('Show the sidebar that builds the current pipeline'),
      icon: pipelineIcon,
      describedBy,
      execute: reveal
    });
    commands.addCommand(CommandIDs.addStep, {
      label: trans.__('Add Step'),
      caption: trans.__('Choose a step to add to the current pipeline'),
      icon: addIcon,
      describedBy,
      isEnabled: () =>
        Boolean(tracker.currentWidget?.pipeline.model.sharedModel.pipeline),
      execute: () => {
        reveal();
        sidebar.pickStep();
      }
    });
    const category = trans.__('Pipeline');
    for (const command of [CommandIDs.showSidebar, CommandIDs.addStep]) {
      palette?.addItem({ command, category });
    }
  }
};

export default sidebarPlugin;
