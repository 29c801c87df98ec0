import type { ObjectFieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import * as React from 'react';

import type { IFormContext } from './context';

/**
 * The settings of a step: the important ones, and the others on demand.
 */
export function SettingsTemplate(
  props: ObjectFieldTemplateProps<unknown, RJSFSchema, IFormContext>
): JSX.Element {
  const { formContext, properties } = props;
  const folded = properties.filter(({ name }) => isFolded(name, formContext));
  const shown = properties.filter(item => !folded.includes(item));
  return (
    <>
      {shown.map(({ content, name }) => (
        <React.Fragment key={name}>{content}</React.Fragment>
      ))}
      {folded.length > 0 && (
        <details className="jp-PipelineForm-more">
          <summary>
            {formContext?.trans._n(
              'One more option',
              '%1 more options',
              folded.length,
              folded.length
            )}
          </summary>
          {folded.map(({ content, name }) => (
            <React.Fragment key={name}>{content}</React.Fragment>
          ))}
        </details>
      )}
    </>
  );
}

/**
 * A problem must not be hidden, whatever the rank of its setting.
 */
function isFolded(name: string, context: IFormContext | undefined): boolean {
  return Boolean(context?.folded.has(name) && !context.problems.has(name));
}
