import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, jsonAnswer, send, textAnswer } from './hub-answer.ts';
import { wikiError } from './wiki-answers.ts';

/** What can be wrong with one answer of a wiki. */
export type WikiFault =
  /** 429, as for a client that says not who it is. */
  | { readonly kind: 'too-many-requests'; readonly retryAfter?: number }
  /** The replicas lag behind: an error with status 200. */
  | { readonly kind: 'maxlag'; readonly retryAfter?: number }
  /** The account's limit, with status 200. */
  | { readonly kind: 'ratelimited' }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'status'; readonly status: number }
  /** 200 with a page of HTML. */
  | { readonly kind: 'html' }
  /** The connection ends before the promised length. */
  | { readonly kind: 'half-body' }
  /** JSON of another shape. */
  | { readonly kind: 'wrong-shape'; readonly body: unknown }
  /** The true answer, late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Never answers. */
  | { readonly kind: 'hang' };

export interface WikiFaultRule {
  /** `query` or `parse`; both where it is not given. */
  readonly action?: 'query' | 'parse';
  /** How many requests (default 1). */
  readonly times?: number;
  readonly fault: WikiFault;
}

interface FaultyRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The answer that there would be without the fault. */
  readonly answer: () => Answer;
}

export function answerWithWikiFault(fault: WikiFault, { request, response, answer }: FaultyRequest): void {
  if (fault.kind === 'hang') return;
  if (fault.kind === 'half-body') {
    const { status, headers, body } = answer();
    response.writeHead(status, { ...headers, 'Content-Length': body.plain.length });
    const half = body.plain.subarray(0, Math.floor(body.plain.length / 2));
    response.write(half, () => response.socket?.destroy());
    return;
  }
  if (fault.kind === 'slow') {
    const timer = setTimeout(() => send(request, response, answer()), fault.ms);
    response.once('close', () => clearTimeout(timer));
    return;
  }
  send(request, response, faultyAnswer(fault));
}

function faultyAnswer(fault: Exclude<WikiFault, { kind: 'hang' | 'half-body' | 'slow' }>): Answer {
  switch (fault.kind) {
    case 'too-many-requests':
      return textAnswer(429, 'Too many requests.', 'text/plain', waiting(fault.retryAfter));
    case 'maxlag':
      return wikiError(
        'maxlag',
        'Waiting for a database server: 6.2 seconds lagged.',
        waiting(fault.retryAfter),
      );
    case 'ratelimited':
      return wikiError(
        'ratelimited',
        "You've exceeded your rate limit. Please wait some time and try again.",
      );
    case 'error':
      return wikiError(fault.code, 'Something is wrong with the question.');
    case 'status':
      return textAnswer(fault.status, '<html><title>Wikimedia Error</title></html>', 'text/html');
    case 'html':
      return textAnswer(
        200,
        '<!DOCTYPE html><html><head><title>Wikimedia Error</title></head></html>',
        'text/html',
      );
    case 'wrong-shape':
      return jsonAnswer(200, fault.body);
  }
}

function waiting(retryAfter: number | undefined): Record<string, string> {
  return retryAfter === undefined ? {} : { 'Retry-After': `${retryAfter}` };
}
