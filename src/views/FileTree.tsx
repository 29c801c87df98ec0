import type { TranslationBundle } from '@jupyterlab/translation';
import { fileIcon, folderIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IPreviewArtifact } from '../_generated/models';

/**
 * The files that an export would write, below the folder they go to.
 */
export function FileTree(props: FileTree.IProps): JSX.Element {
  const { artifacts, directory, trans } = props;
  const groups = new Map<string, IPreviewArtifact[]>();
  for (const artifact of artifacts) {
    const folder = artifact.path.split('/').slice(0, -1).join('/');
    groups.set(folder, [...(groups.get(folder) ?? []), artifact]);
  }
  return (
    <ul
      className="jp-PipelineFiles"
      aria-label={trans.__('Files that would be written')}
    >
      {[...groups].map(([folder, members]) => (
        <li key={folder}>
          <span className="jp-PipelineFiles-folder">
            <folderIcon.react tag="span" />
            {[directory, folder].filter(Boolean).join('/') || '/'}
          </span>
          <ul>
            {members.map(({ path, status }) => (
              <li key={path} className="jp-PipelineFile">
                <fileIcon.react tag="span" />
                <span className="jp-PipelineFile-name">
                  {path.slice(folder ? folder.length + 1 : 0)}
                </span>
                <span className={`jp-PipelineFile-status jp-mod-${status}`}>
                  {statusLabel(status, trans)}
                </span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/**
 * A namespace for `FileTree` statics.
 */
export namespace FileTree {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The files.
     */
    artifacts: readonly IPreviewArtifact[];

    /**
     * The folder that they go to.
     */
    directory: string;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

/**
 * What is at the place of a file now, in words.
 *
 * @param status - What the server says.
 * @param trans - The translation bundle.
 */
export function statusLabel(
  status: IPreviewArtifact['status'],
  trans: TranslationBundle
): string {
  switch (status) {
    case 'new':
      return trans.__('new');
    case 'identical':
      return trans.__('up to date');
    case 'updated':
      return trans.__('to be updated');
    case 'edited':
      return trans.__('edited by hand');
    case 'foreign':
      return trans.__('not from this pipeline');
  }
}
