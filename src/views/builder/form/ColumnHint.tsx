import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IColumnChoice } from '../../../builder/columnChoices';

/**
 * Why no columns are offered, or not all.
 */
export function ColumnHint(props: {
  choice: IColumnChoice;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { choice, trans } = props;
  const text = hintOf(choice, trans);
  return text === null ? null : <p className="jp-PipelineField-help">{text}</p>;
}

function hintOf(
  { columns, lack }: IColumnChoice,
  trans: TranslationBundle
): string | null {
  switch (lack) {
    case 'noTable':
      return trans.__('Link a table to choose from its columns.');
    case 'unknown':
      return columns.length > 0
        ? trans.__('There may be more columns: not all tables are known yet.')
        : trans.__('The columns are not known yet: type their names.');
    case null:
      return null;
  }
}
