import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog } from '@jupyterlab/filebrowser';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { TranslationBundle } from '@jupyterlab/translation';
import { addIcon, refreshIcon } from '@jupyterlab/ui-components';

import { CommandIDs } from '../commands';
import { pipelineIcon } from '../icons';
import { DOMAIN } from '../text';
import { ICatalogManager, IPipelineTracker } from '../tokens';
import { PipelineSidebar } from '../widgets/sidebar';

/**
 * How long a notification stays on screen, in milliseconds; without a time it
 * would show in their list alone.
 */
const SHOWN = 8000;

const PLUGIN_ID = 'jupyterlab-pipeline-export:sidebar';

/**
 * Builds the current pipeline in the left sidebar.
 */
const sidebarPlugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Builds the current pipeline in the left sidebar.',
  autoStart: true,
  requires: [ICatalogManager, IDocumentManager, IPipelineTracker],
  optional: [
    ICommandPalette,
    ILabShell,
    ILayoutRestorer,
    ISettingRegistry,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    catalog: ICatalogManager,
    docManager: IDocumentManager,
    tracker: IPipelineTracker,
    palette: ICommandPalette | null,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    settingRegistry: ISettingRegistry | null,
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
      onExample: () => void commands.execute(CommandIDs.createFromExample),
      onExport: () => void commands.execute(CommandIDs.exportPipeline),
      onRefresh: () => void commands.execute(CommandIDs.refreshComponents),
      onOpenText: path => {
        docManager.openOrReveal(path, 'Editor');
      },
      trans,
      warn: message => void Notification.warning(message, { autoClose: SHOWN })
    });
    shell.add(sidebar, 'left', { rank: 450, type: 'Pipeline' });
    restorer?.add(sidebar, 'jp-pipeline-sidebar');

    // A file that could not be read has no pipeline, not one without steps.
    const follow = () => {
      const widget = tracker.currentWidget;
      const isReady = widget?.context.isReady ?? false;
      sidebar.pipeline = widget && isReady ? widget.pipeline : null;
      catalog.path = widget?.pipeline.path ?? null;
      if (widget && !isReady) {
        void widget.context.ready.then(follow);
      }
    };
    tracker.currentChanged.connect(follow);
    kernelspecs.specsChanged.connect(() => sidebar.update());
    follow();

    const reveal = () => {
      labShell?.expandLeft();
      shell.activateById(sidebar.id);
    };
    void showWithDocuments(app, tracker, settingRegistry, reveal);

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
    commands.addCommand(CommandIDs.refreshComponents, {
      label: trans.__('Refresh Components'),
      caption: trans.__('Look for new and changed components of pipelines'),
      icon: refreshIcon,
      describedBy,
      execute: async () => {
        await catalog.refresh();
        tracker.forEach(({ pipeline }) => pipeline.refresh());
        notifyOfComponents(catalog, trans);
      }
    });
    const category = trans.__('Pipeline');
    for (const command of [
      CommandIDs.showSidebar,
      CommandIDs.addStep,
      CommandIDs.refreshComponents
    ]) {
      palette?.addItem({ command, category });
    }
  }
};

/**
 * Say how many components there are after they were looked for.
 */
function notifyOfComponents(
  { catalog, components, error }: ICatalogManager,
  trans: TranslationBundle
): void {
  if (error !== null) {
    Notification.error(error, { autoClose: SHOWN });
    return;
  }
  const count = components.size;
  const text = trans._n(
    '%1 component found',
    '%1 components found',
    count,
    count
  );
  const broken = catalog?.problems.length ?? 0;
  if (broken > 0) {
    Notification.warning(
      trans._n(
        '%2, and %1 problem, which the list of “Add step” shows',
        '%2, and %1 problems, which the list of “Add step” shows',
        broken,
        text
      ),
      { autoClose: SHOWN }
    );
  } else {
    Notification.info(text, { autoClose: 3000 });
  }
}

/**
 * Show the sidebar whenever a pipeline is opened, unless the settings say
 * otherwise; documents that come back with the workspace leave it as it was.
 */
async function showWithDocuments(
  app: JupyterFrontEnd,
  tracker: IPipelineTracker,
  settingRegistry: ISettingRegistry | null,
  reveal: () => void
): Promise<void> {
  // Without its settings the sidebar does what it does by default.
  const settings = await settingRegistry?.load(PLUGIN_ID).catch(() => null);
  await app.restored;
  tracker.widgetAdded.connect(() => {
    if (settings?.get('showWithDocuments').composite !== false) {
      reveal();
    }
  });
}

export default sidebarPlugin;
