import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IProblem } from '../../_generated/models';
import { pipelineIcon } from '../../icons';
import { ProblemBanner } from '../ProblemBanner';

/**
 * What the sidebar shows where no pipeline is open.
 */
export function NoPipeline(props: {
  onCreate: () => void;
  onExample: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { onCreate, onExample, trans } = props;
  return (
    <div className="jp-PipelineBuilder jp-mod-empty">
      <pipelineIcon.react tag="span" className="jp-PipelineBuilder-emblem" />
      <h2>{trans.__('No pipeline is open')}</h2>
      <p>
        {trans.__(
          'Open a .pipeline.json file from the file browser, or begin a new one, empty or as a copy of an example. Nothing has to be set up first.'
        )}
      </p>
      <button
        type="button"
        className="jp-mod-styled jp-mod-accept"
        onClick={onCreate}
      >
        {trans.__('New pipeline')}
      </button>
      <button type="button" className="jp-mod-styled" onClick={onExample}>
        {trans.__('New from example…')}
      </button>
    </div>
  );
}

/**
 * What the sidebar shows for a file that is no pipeline: it stays as it is.
 */
export function UnreadablePipeline(props: {
  message: string | null;
  onOpenText: () => void;
  problems: readonly IProblem[];
  trans: TranslationBundle;
}): JSX.Element {
  const { message, onOpenText, problems, trans } = props;
  return (
    <div className="jp-PipelineBuilder jp-mod-unreadable">
      <h2>{trans.__('This file cannot be edited here')}</h2>
      <p>
        {trans.__(
          'It is not a pipeline that this version understands. Nothing in it was changed.'
        )}
      </p>
      <ProblemBanner message={message} problems={problems} trans={trans} />
      <button type="button" className="jp-mod-styled" onClick={onOpenText}>
        {trans.__('Open as text')}
      </button>
    </div>
  );
}
