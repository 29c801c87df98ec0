import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IFormatInfo } from '../formats';
import type { FormatName } from '../tokens';

/**
 * The formats as cards, of which one is chosen.
 */
export function FormatCards(props: FormatCards.IProps): JSX.Element {
  const { format, formats, onFormat, trans } = props;
  const id = React.useId();
  return (
    <div
      className="jp-PipelineCards"
      role="radiogroup"
      aria-label={trans.__('Format')}
    >
      {formats.map(({ description, icon: Icon, label, name }) => (
        <label
          key={name}
          className={`jp-PipelineCard ${name === format ? 'jp-mod-selected' : ''}`}
        >
          <input
            type="radio"
            name={id}
            value={name}
            checked={name === format}
            onChange={() => onFormat(name)}
            aria-describedby={`${id}-${name}`}
          />
          <Icon.react tag="span" className="jp-PipelineCard-icon" />
          <span className="jp-PipelineCard-label">{label}</span>
          <span className="jp-PipelineCard-text" id={`${id}-${name}`}>
            {description}
          </span>
        </label>
      ))}
    </div>
  );
}

/**
 * A namespace for `FormatCards` statics.
 */
export namespace FormatCards {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The format that is chosen.
     */
    format: FormatName;

    /**
     * The formats.
     */
    formats: readonly IFormatInfo[];

    /**
     * Called with the format that the user chooses.
     */
    onFormat: (format: FormatName) => void;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}
