import { ILayoutRestorer } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  createToolbarFactory,
  ICommandPalette,
  IToolbarWidgetRegistry,
  Notification,
  WidgetTracker
} from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { IMainMenu } from '@jupyterlab/mainmenu';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { redoIcon, undoIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Widget } from '@lumino/widgets';

import { CommandIDs } from '../commands';
import {
  PIPELINE_FILE_TYPE,
  PIPELINE_MODEL,
  pipelineFileType,
  PipelineModelFactory
} from '../model/factory';
import { previewRenderers } from '../preview/renderers';
import { DOMAIN } from '../text';
import {
  ICatalogManager,
  IPipelineExportClient,
  IPipelineTracker
} from '../tokens';
import {
  PipelineDocumentWidget,
  PipelineWidgetFactory
} from '../widgets/document';

const PLUGIN_ID = 'jupyterlab-pipeline-export:document';

/**
 * The name of the widget factory, as the schema names it in its toolbars.
 */
const FACTORY = 'Pipeline';

/**
 * Opens pipeline documents and follows them.
 */
const documentPlugin: JupyterFrontEndPlugin<IPipelineTracker> = {
  id: PLUGIN_ID,
  description: 'Opens pipeline documents and follows them.',
  autoStart: true,
  requires: [
    ICatalogManager,
    IEditorLanguageRegistry,
    IEditorServices,
    IPipelineExportClient,
    IRenderMimeRegistry
  ],
  optional: [
    ICommandPalette,
    ILayoutRestorer,
    IMainMenu,
    ISettingRegistry,
    IToolbarWidgetRegistry,
    ITranslator
  ],
  provides: IPipelineTracker,
  activate: (
    app: JupyterFrontEnd,
    catalog: ICatalogManager,
    languages: IEditorLanguageRegistry,
    editorServices: IEditorServices,
    client: IPipelineExportClient,
    rendermime: IRenderMimeRegistry,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    mainMenu: IMainMenu | null,
    settings: ISettingRegistry | null,
    toolbars: IToolbarWidgetRegistry | null,
    translatorOrNull: ITranslator | null
  ): IPipelineTracker => {
    const { commands, docRegistry, serviceManager } = app;
    const translator = translatorOrNull ?? nullTranslator;
    const trans = translator.load(DOMAIN);
    const tracker = new WidgetTracker<PipelineDocumentWidget>({
      namespace: 'pipeline-export'
    });

    const toolbarFactory =
      toolbars && settings
        ? createToolbarFactory(
            toolbars,
            settings,
            FACTORY,
            PLUGIN_ID,
            translator
          )
        : undefined;
    docRegistry.addFileType(pipelineFileType(trans));
    docRegistry.addModelFactory(new PipelineModelFactory());
    const factory = new PipelineWidgetFactory({
      name: FACTORY,
      label: trans.__('Pipeline'),
      modelName: PIPELINE_MODEL,
      fileTypes: [PIPELINE_FILE_TYPE],
      defaultFor: [PIPELINE_FILE_TYPE],
      translator,
      ...(toolbarFactory ? { toolbarFactory } : {}),
      contents: serviceManager.contents,
      preview: {
        catalog,
        client,
        commands: {
          addStep: () => void commands.execute(CommandIDs.addStep)
        },
        renderers: previewRenderers({ editorServices, languages, rendermime }),
        trans,
        warn: message => void Notification.warning(message, { autoClose: 8000 })
      }
    });
    factory.widgetCreated.connect((_, widget) => {
      widget.context.pathChanged.connect(() => void tracker.save(widget));
      void tracker.add(widget);
    });
    docRegistry.addWidgetFactory(factory);

    if (restorer) {
      void restorer.restore(tracker, {
        command: 'docmanager:open',
        args: ({ context }) => ({ path: context.path, factory: FACTORY }),
        name: ({ context }) => context.path
      });
    }

    addHistoryCommands(app, tracker, translator);
    notifyOfCurrent(commands, tracker);
    for (const command of [CommandIDs.undo, CommandIDs.redo]) {
      palette?.addItem({ command, category: trans.__('Pipeline') });
    }
    const isEnabled = (widget: Widget) =>
      widget instanceof PipelineDocumentWidget;
    mainMenu?.editMenu.undoers.undo.add({ id: CommandIDs.undo, isEnabled });
    mainMenu?.editMenu.undoers.redo.add({ id: CommandIDs.redo, isEnabled });
    return tracker;
  }
};

function addHistoryCommands(
  app: JupyterFrontEnd,
  tracker: IPipelineTracker,
  translator: ITranslator
): void {
  const { commands } = app;
  const trans = translator.load(DOMAIN);
  const describedBy = { args: { type: 'object', properties: {} } } as const;
  const current = () => tracker.currentWidget?.pipeline.model.sharedModel;
  commands.addCommand(CommandIDs.undo, {
    label: trans.__('Undo'),
    caption: trans.__('Undo the last edit of the pipeline'),
    icon: undoIcon,
    describedBy,
    isEnabled: () => current()?.canUndo() ?? false,
    execute: () => {
      current()?.undo();
    }
  });
  commands.addCommand(CommandIDs.redo, {
    label: trans.__('Redo'),
    caption: trans.__('Redo the edit of the pipeline that was undone last'),
    icon: redoIcon,
    describedBy,
    isEnabled: () => current()?.canRedo() ?? false,
    execute: () => {
      current()?.redo();
    }
  });
  const notify = () => {
    commands.notifyCommandChanged(CommandIDs.undo);
    commands.notifyCommandChanged(CommandIDs.redo);
  };
  tracker.widgetAdded.connect((_, widget) => {
    const { undoManager } = widget.pipeline.model.sharedModel;
    undoManager.on('stack-item-added', notify);
    undoManager.on('stack-item-popped', notify);
    undoManager.on('stack-cleared', notify);
  });
}

/**
 * Tell buttons and menus that commands are enabled once another pipeline is
 * the current one, or has been read.
 */
function notifyOfCurrent(
  commands: CommandRegistry,
  tracker: IPipelineTracker
): void {
  const notify = () => {
    for (const id of Object.values(CommandIDs)) {
      if (commands.hasCommand(id)) {
        commands.notifyCommandChanged(id);
      }
    }
  };
  tracker.currentChanged.connect(notify);
  tracker.widgetAdded.connect((_, widget) => {
    void widget.pipeline.ready.then(notify);
  });
}

export default documentPlugin;
