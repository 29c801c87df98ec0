import type { ICommandPalette } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import type { ICheckRequest, IExportResponse } from '../_generated/models';
import { CommandIDs } from '../commands';
import {
  dockerFormatIcon,
  exportIcon,
  notebookFormatIcon,
  requirementsFormatIcon,
  scriptFormatIcon
} from '../icons';
import type { FormatName } from '../tokens';
import type { IExportDecision } from '../widgets/exportDialog';
import type { ChoiceMemory, IExportChoice } from './choice';
import { exportArgsSchema, readExportArgs } from './commandArgs';
import type { ExportFlow } from './flow';
import { defaultChoice } from './settings';
import type { IExportSettings } from './settings';
import type { SourceFinder } from './source';

/**
 * What the commands of exports need.
 */
export interface IExportCommandsOptions {
  /**
   * Asks the user how to export a pipeline.
   */
  ask: (
    source: ICheckRequest,
    choice: IExportChoice
  ) => Promise<IExportDecision>;

  /**
   * Where the commands are registered.
   */
  commands: CommandRegistry;

  /**
   * Finds the pipelines that commands are about.
   */
  finder: SourceFinder;

  /**
   * Exports them.
   */
  flow: ExportFlow;

  /**
   * Remembers what the user chose last.
   */
  memory: ChoiceMemory;

  /**
   * The command palette, if there is one.
   */
  palette: ICommandPalette | null;

  /**
   * Reads the settings.
   */
  settings: () => IExportSettings;

  /**
   * The translation bundle.
   */
  trans: TranslationBundle;
}

/**
 * Register the commands that export pipelines.
 *
 * @param options - What they need.
 */
export function addExportCommands(options: IExportCommandsOptions): void {
  const { ask, commands, finder, flow, memory, settings, trans } = options;
  const isEnabled = (args: ReadonlyPartialJSONObject): boolean =>
    finder.has(readExportArgs(args));

  const exportAs = async (
    format: FormatName,
    args: ReadonlyPartialJSONObject
  ): Promise<IExportResponse[]> => {
    const { choice, ...which } = readExportArgs(args);
    const responses: IExportResponse[] = [];
    for (const source of finder.find(which)) {
      const base = defaultChoice(settings(), format, source.path);
      const response = await flow.export(source, {
        ...base,
        ...choice,
        format
      });
      if (response) {
        responses.push(response);
      }
    }
    return responses;
  };

  const exportAsked = async (
    args: ReadonlyPartialJSONObject
  ): Promise<IExportResponse[]> => {
    const { choice, ...which } = readExportArgs(args);
    const responses: IExportResponse[] = [];
    for (const source of finder.find(which)) {
      const decision = await ask(source, {
        ...defaultChoice(settings(), 'notebook', source.path),
        ...(await memory.recall(source.path)),
        ...choice
      });
      if (decision.action === 'cancel') {
        break;
      }
      await memory.remember(decision.choice, source.path);
      if (decision.action === 'download') {
        await flow.download(source, decision.choice);
        continue;
      }
      const response = await flow.export(source, decision.choice);
      if (response) {
        responses.push(response);
      }
    }
    return responses;
  };

  commands.addCommand(CommandIDs.exportPipeline, {
    label: args =>
      args.isMenu ? trans.__('With Options…') : trans.__('Export Pipeline…'),
    caption: trans.__(
      'Export the pipeline as a notebook, a script, requirements or for Docker'
    ),
    icon: exportIcon,
    describedBy: { args: exportArgsSchema(trans, true) },
    isEnabled,
    execute: args => {
      const { format } = readExportArgs(args);
      return format === undefined ? exportAsked(args) : exportAs(format, args);
    }
  });

  for (const { command, format, icon, label, short } of formatCommands(trans)) {
    commands.addCommand(command, {
      label: args => (args.isMenu ? short : label),
      caption: label,
      icon,
      describedBy: { args: exportArgsSchema(trans, false) },
      isEnabled,
      execute: args => exportAs(format, args)
    });
  }

  commands.addCommand(CommandIDs.downloadArchive, {
    label: trans.__('Download Export of Pipeline as ZIP'),
    caption: trans.__(
      'Download what the last chosen format gives, and write nothing'
    ),
    describedBy: { args: exportArgsSchema(trans, true) },
    isEnabled,
    execute: async args => {
      const { choice, format, ...which } = readExportArgs(args);
      for (const source of finder.find(which)) {
        await flow.download(source, {
          ...defaultChoice(settings(), 'notebook', source.path),
          ...(await memory.recall(source.path)),
          ...choice,
          ...(format === undefined ? {} : { format })
        });
      }
    }
  });

  const category = trans.__('Pipeline');
  for (const command of [
    CommandIDs.exportPipeline,
    ...formatCommands(trans).map(item => item.command),
    CommandIDs.downloadArchive
  ]) {
    options.palette?.addItem({ command, category });
  }
}

interface IFormatCommand {
  command: string;
  format: FormatName;
  icon: LabIcon;
  label: string;
  short: string;
}

function formatCommands(trans: TranslationBundle): readonly IFormatCommand[] {
  return [
    {
      command: CommandIDs.exportNotebook,
      format: 'notebook',
      icon: notebookFormatIcon,
      label: trans.__('Export Pipeline as Notebook'),
      short: trans.__('Notebook')
    },
    {
      command: CommandIDs.exportPython,
      format: 'python',
      icon: scriptFormatIcon,
      label: trans.__('Export Pipeline as Python Script'),
      short: trans.__('Python Script')
    },
    {
      command: CommandIDs.exportRequirements,
      format: 'requirements',
      icon: requirementsFormatIcon,
      label: trans.__('Export Requirements of Pipeline'),
      short: trans.__('Requirements')
    },
    {
      command: CommandIDs.exportDocker,
      format: 'docker',
      icon: dockerFormatIcon,
      label: trans.__('Export Pipeline for Docker'),
      short: trans.__('Docker')
    }
  ];
}
