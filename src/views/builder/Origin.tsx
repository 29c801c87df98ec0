import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/**
 * Where a component comes from, unless it comes with this extension as most do.
 */
export function Origin(props: {
  origin: string;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { origin, trans } = props;
  switch (origin) {
    case 'built-in':
      return null;
    case 'user':
      return badge(
        trans.__('yours'),
        trans.__('From a folder of components on the Jupyter data path')
      );
    case 'workspace':
      return badge(
        trans.__('workspace'),
        trans.__('From the folder of components beside the pipeline')
      );
    default:
      return badge(origin, trans.__('From the package %1', origin));
  }
}

function badge(text: string, title: string): JSX.Element {
  return (
    <span className="jp-PipelineOrigin" title={title}>
      {text}
    </span>
  );
}
