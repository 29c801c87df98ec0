import type {
  ICatalogResponse,
  ICheckResponse,
  IColumnsResponse,
  IConflictFile,
  IErrorResponse,
  IExampleResponse,
  IExamplesResponse,
  IExportResponse,
  IPreviewResponse,
  IProblem
} from '../_generated/models';

/**
 * Light guards of what the server sends: they check what this front end relies
 * on, so that a foreign or older server gives a clear error and no odd view.
 */

export function isCatalogResponse(value: unknown): value is ICatalogResponse {
  return (
    isRecord(value) &&
    isListOf(
      value.components,
      item =>
        isRecord(item) &&
        typeof item.id === 'string' &&
        typeof item.title === 'string' &&
        isRecord(item.inputs) &&
        isRecord(item.outputs) &&
        isRecord(item.params)
    ) &&
    isListOf(
      value.formats,
      item => isRecord(item) && typeof item.name === 'string'
    ) &&
    isListOf(value.problems, isRecord)
  );
}

export function isCheckResponse(value: unknown): value is ICheckResponse {
  return isRecord(value) && isListOf(value.problems, isProblem);
}

export function isExamplesResponse(value: unknown): value is IExamplesResponse {
  return (
    isRecord(value) &&
    isListOf(
      value.examples,
      item =>
        isRecord(item) &&
        typeof item.name === 'string' &&
        typeof item.title === 'string' &&
        isListOf(item.packages, each => typeof each === 'string')
    )
  );
}

export function isExampleResponse(value: unknown): value is IExampleResponse {
  return isRecord(value) && typeof value.path === 'string';
}

export function isColumnsResponse(value: unknown): value is IColumnsResponse {
  return (
    isRecord(value) &&
    isRecordOf(
      value.tables,
      table =>
        isRecord(table) &&
        (table.columns === null ||
          isListOf(
            table.columns,
            column => isRecord(column) && typeof column.name === 'string'
          ))
    ) &&
    isRecordOf(value.choices, step =>
      isRecordOf(step, tables =>
        isListOf(tables, table => typeof table === 'string')
      )
    ) &&
    isListOf(value.problems, isProblem)
  );
}

export function isPreviewResponse(value: unknown): value is IPreviewResponse {
  return (
    isRecord(value) &&
    isListOf(value.problems, isProblem) &&
    isListOf(
      value.artifacts,
      item =>
        isRecord(item) &&
        typeof item.path === 'string' &&
        typeof item.content === 'string' &&
        typeof item.status === 'string' &&
        isListOf(item.steps, isRecord)
    )
  );
}

export function isExportResponse(value: unknown): value is IExportResponse {
  return (
    isRecord(value) &&
    isListOf(value.problems, isProblem) &&
    isListOf(
      value.files,
      item =>
        isRecord(item) &&
        typeof item.path === 'string' &&
        typeof item.status === 'string'
    )
  );
}

export function isErrorResponse(
  value: unknown
): value is Pick<IErrorResponse, 'message'> & Partial<IErrorResponse> {
  return (
    isRecord(value) &&
    typeof value.message === 'string' &&
    (value.problems === undefined || isListOf(value.problems, isProblem)) &&
    (value.conflicts === undefined || isListOf(value.conflicts, isConflict))
  );
}

function isProblem(value: unknown): value is IProblem {
  return (
    isRecord(value) &&
    (value.severity === 'error' ||
      value.severity === 'warning' ||
      value.severity === 'info') &&
    typeof value.message === 'string' &&
    typeof value.pointer === 'string'
  );
}

function isConflict(value: unknown): value is IConflictFile {
  return isRecord(value) && typeof value.path === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(
  value: unknown,
  isItem: (item: unknown) => boolean
): value is unknown[] {
  return Array.isArray(value) && value.every(isItem);
}

function isRecordOf(
  value: unknown,
  isItem: (item: unknown) => boolean
): boolean {
  return isRecord(value) && Object.values(value).every(isItem);
}
