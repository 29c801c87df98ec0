import type { IDisposable } from '@lumino/disposable';

import { isAbort } from '../api/request';

/**
 * A question to the server, and what to do with the answer.
 */
export interface IQuestion<T> {
  /**
   * Asks the server.
   */
  ask: (signal: AbortSignal) => Promise<T>;

  /**
   * Called with the answer, unless a later question overtook it.
   */
  onAnswer: (answer: T) => void;

  /**
   * Called with what went wrong, unless a later question overtook it.
   */
  onFailure: (reason: unknown) => void;
}

/**
 * Sends questions whose subject keeps changing: only the latest one counts, and
 * those before it are aborted.
 */
export class LatestRequest implements IDisposable {
  /**
   * Construct a sender that has sent nothing yet.
   *
   * @param rest - How long a subject must rest before a scheduled question is
   * sent, in milliseconds.
   */
  constructor(rest: number) {
    this._rest = rest;
  }

  /**
   * Whether the sender is disposed.
   */
  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /**
   * Dispose of the sender, and abort what is under way.
   */
  dispose(): void {
    this.abort();
    this._isDisposed = true;
  }

  /**
   * Drop the answer to what was sent, and do not send what is scheduled.
   */
  abort(): void {
    clearTimeout(this._timer);
    this._running?.abort();
    this._running = null;
  }

  /**
   * Send a question after a rest, instead of all before it.
   */
  schedule<T>(question: IQuestion<T>): void {
    if (!this._isDisposed) {
      this.abort();
      this._timer = setTimeout(() => void this.send(question), this._rest);
    }
  }

  /**
   * Send a question now, instead of all before it.
   *
   * @returns A promise that is fulfilled when the answer is there or dropped.
   */
  async send<T>(question: IQuestion<T>): Promise<void> {
    if (this._isDisposed) {
      return;
    }
    this.abort();
    const running = new AbortController();
    this._running = running;
    let answer: T;
    try {
      answer = await question.ask(running.signal);
    } catch (reason) {
      if (running === this._running && !isAbort(reason)) {
        question.onFailure(reason);
      }
      return;
    }
    if (running === this._running) {
      question.onAnswer(answer);
    }
  }

  private _isDisposed = false;
  private _rest: number;
  private _running: AbortController | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
