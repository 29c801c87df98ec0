import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IConflictFile } from '../_generated/models';
import { statusLabel } from './FileTree';

/**
 * The files that are in the way of an export.
 */
export function ConflictList(props: ConflictList.IProps): JSX.Element {
  const { conflicts, trans } = props;
  return (
    <div className="jp-PipelineConflicts">
      <p>
        {trans.__(
          'These files were not made by an export of this pipeline, or were changed since. Nothing has been written.'
        )}
      </p>
      <ul>
        {conflicts.map(({ path, status }) => (
          <li key={path}>
            <code>{path}</code>{' '}
            <span className={`jp-PipelineFile-status jp-mod-${status}`}>
              {statusLabel(status, trans)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * A namespace for `ConflictList` statics.
 */
export namespace ConflictList {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The files.
     */
    conflicts: readonly IConflictFile[];

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
