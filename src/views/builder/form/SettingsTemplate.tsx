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
  const folded = properties.filter(({ name }) => formContext?.folded.has(name));
  const shown = properties.filter(item => !folded.includes(item));
  const hasProblem = folded.some(({ name }) => formContext?.problems.has(name));
  const [isOpen, setIsOpen] = React.useState(false);
  // A problem must not be hidden, whatever the rank of its setting.
  React.useEffect(() => {
    if (hasProblem) {
      setIsOpen(true);
    }
  }, [hasProblem]);
  return (
    <>
      {shown.map(({ content, name }) => (
        <React.Fragment key={name}>{content}</React.Fragment>
      ))}
      {folded.length > 0 && (
        <details
          className="jp-PipelineForm-more"
          open={isOpen}
          onToggle={event => setIsOpen(event.currentTarget.open)}
        >
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
