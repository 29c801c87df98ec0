import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IComponentProblem } from '../../_generated/models';
import { InlineCode } from '../InlineCode';

/**
 * The components that could not be loaded, each with its place and remedy;
 * nothing where all could.
 */
export function BrokenComponents(
  props: BrokenComponents.IProps
): JSX.Element | null {
  const { problems, trans } = props;
  if (problems.length === 0) {
    return null;
  }
  const count = problems.length;
  return (
    <details className="jp-PipelineBroken">
      <summary>
        {trans._n(
          '%1 problem with components',
          '%1 problems with components',
          count,
          count
        )}
      </summary>
      <ul aria-label={trans.__('Problems with components')}>
        {problems.map(({ file, line, message, remedy }, index) => (
          <li key={index}>
            <span className="jp-PipelineBroken-place" title={file}>
              {line === null
                ? shortened(file)
                : trans.__('%1, line %2', shortened(file), line)}
            </span>
            <span>
              <InlineCode text={`${message} ${remedy}`} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/**
 * A namespace for `BrokenComponents` statics.
 */
export namespace BrokenComponents {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What is wrong with components.
     */
    problems: readonly IComponentProblem[];

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

/**
 * The end of a path, which tells files apart: `category/name`.
 */
function shortened(path: string): string {
  return path.split(/[\\/]/).slice(-2).join('/');
}
