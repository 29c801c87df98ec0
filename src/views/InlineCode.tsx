import * as React from 'react';

/**
 * A sentence in which names stand between backquotes: they are shown as code,
 * and everything else as it is.
 */
export function InlineCode(props: { text: string }): JSX.Element {
  const parts = props.text.split(/`([^`]+)`/);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <code key={index} className="jp-PipelineName">
            {part}
          </code>
        ) : (
          part
        )
      )}
    </>
  );
}
