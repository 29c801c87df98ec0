import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { IDocumentManager } from '@jupyterlab/docmanager';
import {
  FileDialog,
  IDefaultFileBrowser,
  IFileBrowserFactory
} from '@jupyterlab/filebrowser';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { ChoiceMemory } from '../export/choice';
import { addExportCommands } from '../export/commands';
import { ExportFlow } from '../export/flow';
import { readSettings } from '../export/settings';
import { SourceFinder } from '../export/source';
import { WorkspaceRefresher } from '../export/workspace';
import { allFormats } from '../formats';
import { previewRenderers } from '../preview/renderers';
import { DOMAIN } from '../text';
import {
  ICatalogManager,
  IPipelineExportClient,
  IPipelineTracker
} from '../tokens';
import { askExport } from '../widgets/exportDialog';
import { askConflict, showProblems } from '../widgets/exportMessages';

const PLUGIN_ID = 'jupyterlab-pipeline-export:export';

/**
 * Exports pipelines, through a dialog or at once.
 */
const exportPlugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Exports pipelines, through a dialog or at once.',
  autoStart: true,
  requires: [
    ICatalogManager,
    IDocumentManager,
    IEditorLanguageRegistry,
    IEditorServices,
    IPipelineExportClient,
    IPipelineTracker,
    IRenderMimeRegistry
  ],
  optional: [
    ICommandPalette,
    IDefaultFileBrowser,
    IFileBrowserFactory,
    ISettingRegistry,
    IStateDB,
    ITranslator
  ],
  activate: async (
    app: JupyterFrontEnd,
    catalog: ICatalogManager,
    docManager: IDocumentManager,
    languages: IEditorLanguageRegistry,
    editorServices: IEditorServices,
    client: IPipelineExportClient,
    tracker: IPipelineTracker,
    rendermime: IRenderMimeRegistry,
    palette: ICommandPalette | null,
    defaultFileBrowser: IDefaultFileBrowser | null,
    fileBrowserFactory: IFileBrowserFactory | null,
    settingRegistry: ISettingRegistry | null,
    state: IStateDB | null,
    translatorOrNull: ITranslator | null
  ): Promise<void> => {
    const translator = translatorOrNull ?? nullTranslator;
    const trans = translator.load(DOMAIN);
    let settings: ISettingRegistry.ISettings | null = null;
    const refresher = new WorkspaceRefresher({
      docManager,
      fileBrowser: defaultFileBrowser,
      trans
    });
    const flow = new ExportFlow({
      askConflict: conflicts => askConflict(conflicts, trans),
      client,
      formatLabel: name =>
        allFormats(trans, catalog.catalog).find(item => item.name === name)
          ?.label ?? name,
      onWritten: files => refresher.refresh(files),
      openFile: path => void docManager.openOrReveal(path),
      opensNotebook: () => readSettings(settings).openAfterExport,
      showProblems: (title, message, problems) =>
        showProblems(title, message, problems, trans),
      trans
    });
    const { kernelspecs } = app.serviceManager;
    addExportCommands({
      ask: (source, choice) =>
        askExport({
          browse: async start => {
            const { button, value } = await FileDialog.getExistingDirectory({
              manager: docManager,
              title: trans.__('Folder for the export'),
              defaultPath: start,
              translator
            });
            const [folder] = value ?? [];
            return button.accept && folder
              ? docManager.services.contents.localPath(folder.path)
              : null;
          },
          choice,
          client,
          formats: allFormats(trans, catalog.catalog),
          kernels: Object.values(kernelspecs.specs?.kernelspecs ?? {}).flatMap(
            spec =>
              spec ? [{ name: spec.name, label: spec.display_name }] : []
          ),
          renderers: previewRenderers({
            editorServices,
            languages,
            rendermime
          }),
          source,
          trans
        }),
      commands: app.commands,
      finder: new SourceFinder(tracker, fileBrowserFactory),
      flow,
      memory: new ChoiceMemory(state),
      palette,
      settings: () => readSettings(settings),
      trans
    });
    try {
      settings = (await settingRegistry?.load(PLUGIN_ID)) ?? null;
    } catch (error) {
      console.error('The settings of exports could not be loaded', error);
    }
  }
};

export default exportPlugin;
