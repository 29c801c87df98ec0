import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { OnConflict, Pins } from '../_generated/models';
import type { IExportChoice } from '../export/choice';
import { PYTHON_VERSIONS } from '../pythonVersions';

/**
 * What can be chosen for an export in the chosen format.
 */
export function ExportOptions(props: ExportOptions.IProps): JSX.Element {
  const { choice, home, kernels, onBrowse, onChange, trans } = props;
  const { format } = choice;
  const asInPipeline = { value: '', label: trans.__('As in the pipeline') };
  const hasRequirements = format !== 'notebook';
  return (
    <div className="jp-PipelineOptions">
      <label className="jp-PipelineOptions-wide">
        <span>{trans.__('Folder')}</span>
        <span className="jp-PipelineOptions-folder">
          <input
            type="text"
            className="jp-mod-styled"
            value={choice.directory ?? home}
            placeholder="/"
            spellCheck={false}
            onChange={event => {
              const directory = event.currentTarget.value;
              onChange({ directory: directory === home ? null : directory });
            }}
          />
          <button
            type="button"
            className="jp-Button jp-mod-styled"
            onClick={onBrowse}
          >
            {trans.__('Browse…')}
          </button>
        </span>
      </label>
      <Choice
        label={trans.__('Python version')}
        value={choice.python ?? ''}
        options={[
          asInPipeline,
          ...PYTHON_VERSIONS.map(value => ({ value, label: value }))
        ]}
        onChange={value => onChange({ python: value || null })}
      />
      <Choice
        label={trans.__('Kernel')}
        value={choice.kernel ?? ''}
        options={[
          asInPipeline,
          ...kernels.map(({ name, label }) => ({ value: name, label }))
        ]}
        onChange={value => onChange({ kernel: value || null })}
      />
      {hasRequirements && (
        <Choice
          label={trans.__('Versions')}
          value={choice.pins ?? ''}
          options={[
            asInPipeline,
            { value: 'exact', label: trans.__('Exact (==)') },
            { value: 'compatible', label: trans.__('Compatible (~=)') },
            { value: 'minimum', label: trans.__('At least (>=)') },
            { value: 'none', label: trans.__('Any') }
          ]}
          onChange={value => onChange({ pins: (value || null) as Pins | null })}
        />
      )}
      <Choice
        label={trans.__('If a file is in the way')}
        value={choice.onConflict}
        options={[
          { value: 'fail', label: trans.__('Ask') },
          { value: 'rename', label: trans.__('Keep both') },
          { value: 'overwrite', label: trans.__('Overwrite') }
        ]}
        onChange={value => onChange({ onConflict: value as OnConflict })}
      />
      {hasRequirements && (
        <Check
          label={trans.__('Add the tools for development')}
          checked={choice.devRequirements}
          onChange={devRequirements => onChange({ devRequirements })}
        />
      )}
      {format === 'docker' && (
        <Check
          label={trans.__('Reserve a GPU')}
          checked={choice.gpu}
          onChange={gpu => onChange({ gpu })}
        />
      )}
    </div>
  );
}

/**
 * A namespace for `ExportOptions` statics.
 */
export namespace ExportOptions {
  /**
   * A kernel to choose.
   */
  export interface IKernel {
    /**
     * The name of its kernelspec.
     */
    name: string;

    /**
     * What it is called.
     */
    label: string;
  }

  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What is chosen.
     */
    choice: IExportChoice;

    /**
     * The folder of the document.
     */
    home: string;

    /**
     * The kernels.
     */
    kernels: readonly IKernel[];

    /**
     * Called when the user wants to look for a folder.
     */
    onBrowse: () => void;

    /**
     * Called with what the user changes.
     */
    onChange: (change: Partial<IExportChoice>) => void;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}): JSX.Element {
  const { label, onChange, options, value } = props;
  return (
    <label>
      <span>{label}</span>
      <HTMLSelect
        value={value}
        options={[...options]}
        onChange={event => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

function Check(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): JSX.Element {
  const { checked, label, onChange } = props;
  return (
    <label className="jp-PipelineOptions-check">
      <input
        type="checkbox"
        checked={checked}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
