import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IExportChoice } from '../export/choice';
import type { IFormatInfo } from '../formats';
import type { IPreviewState } from '../preview/loader';
import type { IPreviewRenderers } from '../preview/renderers';
import { ArtifactView } from './ArtifactView';
import { ExportOptions } from './ExportOptions';
import { FileTree } from './FileTree';
import { FormatCards } from './FormatCards';
import { ProblemBanner } from './ProblemBanner';

/**
 * The body of the export dialog: what to export to, how, and what that gives.
 */
export function ExportDialog(props: ExportDialog.IProps): JSX.Element {
  const { choice, formats, home, onChange, preview, renderers, trans } = props;
  const { error, isLoading, response } = preview;
  const [step, setStep] = React.useState<string | null>(null);
  const problems = error?.problems ?? response?.problems ?? [];
  return (
    <div className="jp-PipelineExport">
      <FormatCards
        format={choice.format}
        formats={formats}
        onFormat={format => onChange({ format })}
        trans={trans}
      />
      <div className="jp-PipelineExport-side">
        <ExportOptions
          choice={choice}
          home={home}
          kernels={props.kernels}
          onBrowse={props.onBrowse}
          onChange={onChange}
          trans={trans}
        />
        {response && !error && (
          <>
            <h3>{trans.__('Files')}</h3>
            <FileTree
              artifacts={response.artifacts}
              directory={choice.directory ?? home}
              trans={trans}
            />
          </>
        )}
      </div>
      <div className="jp-PipelineExport-preview" aria-busy={isLoading}>
        <ProblemBanner
          message={error?.message ?? null}
          problems={problems}
          trans={trans}
        />
        {isLoading && <div className="jp-PipelineDocument-progress" />}
        {response && !error ? (
          <ArtifactView
            key={choice.format}
            artifacts={response.artifacts}
            onSelectStep={setStep}
            renderers={renderers}
            selectedStep={step}
            trans={trans}
          />
        ) : (
          <p className="jp-PipelineDocument-note" role="status">
            {isLoading && trans.__('Generating the preview…')}
          </p>
        )}
      </div>
    </div>
  );
}

/**
 * A namespace for `ExportDialog` statics.
 */
export namespace ExportDialog {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What is chosen.
     */
    choice: IExportChoice;

    /**
     * The formats.
     */
    formats: readonly IFormatInfo[];

    /**
     * The folder of the document.
     */
    home: string;

    /**
     * The kernels.
     */
    kernels: readonly ExportOptions.IKernel[];

    /**
     * Called when the user wants to look for a folder.
     */
    onBrowse: () => void;

    /**
     * Called with what the user changes.
     */
    onChange: (change: Partial<IExportChoice>) => void;

    /**
     * The preview of what is chosen.
     */
    preview: IPreviewState;

    /**
     * Draw the preview.
     */
    renderers: IPreviewRenderers;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
