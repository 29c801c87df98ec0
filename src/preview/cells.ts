/**
 * A cell of a notebook, as far as a preview shows it.
 */
export interface IPreviewCell {
  /**
   * The id of the cell.
   */
  id: string;

  /**
   * What it holds.
   */
  kind: 'markdown' | 'code';

  /**
   * Its text.
   */
  source: string;

  /**
   * The id of the step that it belongs to, or null.
   */
  step: string | null;
}

/**
 * The key of a cell's metadata under which the server names its step.
 */
const METADATA_KEY = 'pipeline_export';

/**
 * Read the cells of a notebook.
 *
 * @param content - The text of a notebook.
 *
 * @returns The cells, or null where the text is no notebook.
 */
export function readCells(content: string): IPreviewCell[] | null {
  let notebook: unknown;
  try {
    notebook = JSON.parse(content);
  } catch {
    return null;
  }
  const cells = isRecord(notebook) ? notebook.cells : null;
  return Array.isArray(cells)
    ? cells.filter(isRecord).map((cell, index) => ({
        id: typeof cell.id === 'string' ? cell.id : String(index),
        kind: cell.cell_type === 'code' ? 'code' : 'markdown',
        source: textOf(cell.source),
        step: stepOf(cell.metadata)
      }))
    : null;
}

function textOf(source: unknown): string {
  return Array.isArray(source) ? source.join('') : String(source ?? '');
}

function stepOf(metadata: unknown): string | null {
  const own = isRecord(metadata) ? metadata[METADATA_KEY] : null;
  return isRecord(own) && typeof own.step === 'string' ? own.step : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
