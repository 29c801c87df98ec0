import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IPreviewArtifact } from '../_generated/models';
import { readCells } from '../preview/cells';
import type { IPreviewRenderers } from '../preview/renderers';
import { CodeView } from './CodeView';
import { NotebookView } from './NotebookView';
import { TabList } from './TabList';

/**
 * Artifacts, one at a time, with a tab for each where there are several.
 */
export function ArtifactView(props: ArtifactView.IProps): JSX.Element {
  const { artifacts, renderers, onSelectStep, selectedStep, trans } = props;
  const [path, setPath] = React.useState<string | null>(null);
  const id = React.useId();
  const artifact = artifacts.find(item => item.path === path) ?? artifacts[0];
  const cells = React.useMemo(
    () =>
      artifact?.path.endsWith('.ipynb') ? readCells(artifact.content) : null,
    [artifact]
  );
  if (!artifact) {
    return <div className="jp-PipelineArtifact" />;
  }
  const shared = { onSelectStep, renderers, selectedStep };
  const view = cells ? (
    <NotebookView {...shared} cells={cells} trans={trans} />
  ) : (
    <CodeView {...shared} artifact={artifact} />
  );
  return (
    <div className="jp-PipelineArtifact">
      {artifacts.length > 1 && (
        <TabList
          className="jp-mod-files"
          id={id}
          label={trans.__('Files')}
          tabs={artifacts.map(item => ({
            name: item.path,
            label: baseName(item.path)
          }))}
          selected={artifact.path}
          onSelect={setPath}
        />
      )}
      <div
        className="jp-PipelineArtifact-content"
        {...(artifacts.length > 1 ? TabList.panel(id, artifact.path) : {})}
      >
        {view}
      </div>
    </div>
  );
}

/**
 * A namespace for `ArtifactView` statics.
 */
export namespace ArtifactView {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The artifacts.
     */
    artifacts: readonly IPreviewArtifact[];

    /**
     * Called with the step that the user points at.
     */
    onSelectStep: (step: string) => void;

    /**
     * Draw the artifacts.
     */
    renderers: IPreviewRenderers;

    /**
     * The id of the selected step, or null.
     */
    selectedStep: string | null;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
