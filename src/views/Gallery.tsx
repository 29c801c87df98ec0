import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IExampleSummary } from '../_generated/models';
import { InlineCode } from './InlineCode';

/**
 * The examples as cards, of which one is chosen.
 */
export function Gallery(props: Gallery.IProps): JSX.Element {
  const { example, examples, onExample, trans } = props;
  const id = React.useId();
  return (
    <div
      className="jp-PipelineGallery"
      role="radiogroup"
      aria-label={trans.__('Example')}
    >
      {examples.map(({ kind, name, packages, summary, title }) => (
        <label
          key={name}
          className={`jp-PipelineGallery-card ${name === example ? 'jp-mod-selected' : ''}`}
        >
          <input
            type="radio"
            name={id}
            value={name}
            checked={name === example}
            onChange={() => onExample(name)}
            aria-describedby={`${id}-${name}`}
          />
          <span className="jp-PipelineGallery-kind">{kind}</span>
          <span className="jp-PipelineGallery-title">{title}</span>
          <span className="jp-PipelineGallery-text" id={`${id}-${name}`}>
            <InlineCode text={summary} />
          </span>
          <span className="jp-PipelineGallery-packages">
            {packages.map(each => (
              <span key={each}>{each}</span>
            ))}
          </span>
        </label>
      ))}
    </div>
  );
}

/**
 * A namespace for `Gallery` statics.
 */
export namespace Gallery {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The name of the example that is chosen.
     */
    example: string;

    /**
     * The examples.
     */
    examples: readonly IExampleSummary[];

    /**
     * Called with the name of the example that the user chooses.
     */
    onExample: (name: string) => void;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
