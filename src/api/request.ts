import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type { IConflictFile, IProblem } from '../_generated/models';
import { isErrorResponse } from './guards';

/**
 * Where the REST API stands below the base URL of the server.
 */
const API_NAMESPACE = 'pipeline-export';

/**
 * An answer of the server that is not the one asked for.
 */
export class ApiError extends Error {
  /**
   * Construct an error.
   *
   * @param message - One plain sentence for the user.
   * @param status - The HTTP status; 0 where the server did not answer.
   * @param problems - The problems of the document, if they are the reason.
   * @param conflicts - The files in the way, if they are the reason.
   */
  constructor(
    message: string,
    readonly status: number,
    readonly problems: readonly IProblem[] = [],
    readonly conflicts: readonly IConflictFile[] = []
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/**
 * Send a request to the REST API.
 *
 * @param path - The path below the API's own, such as `preview/notebook`.
 * @param init - As for `fetch`; a signal aborts the request.
 * @param settings - How to reach the server.
 *
 * @returns The response, which is one of success (or 304).
 */
export async function request(
  path: string,
  init: RequestInit,
  settings: ServerConnection.ISettings
): Promise<Response> {
  const url = URLExt.join(settings.baseUrl, API_NAMESPACE, path);
  let response: Response;
  try {
    response = await ServerConnection.makeRequest(url, init, settings);
  } catch (error) {
    if (init.signal?.aborted) {
      throw new DOMException('The request was aborted', 'AbortError');
    }
    throw new ApiError(messageOf(error), 0);
  }
  if (!response.ok && response.status !== 304) {
    throw await errorOf(response);
  }
  return response;
}

/**
 * Whether an error says that the caller itself aborted the request.
 *
 * @param error - What was thrown.
 */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/**
 * The message of whatever was thrown.
 *
 * @param error - What was thrown.
 */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function errorOf(response: Response): Promise<ApiError> {
  const fallback = `${response.status} ${response.statusText}`.trim();
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    return new ApiError(fallback, response.status);
  }
  return isErrorResponse(body)
    ? new ApiError(
        body.message || fallback,
        response.status,
        body.problems ?? [],
        body.conflicts ?? []
      )
    : new ApiError(fallback, response.status);
}
