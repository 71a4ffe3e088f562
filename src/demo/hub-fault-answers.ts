import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, errorAnswer, jsonAnswer, send, textAnswer } from './hub-answer.ts';
import type { HubFault } from './hub-faults.ts';
import { nextLink } from './hub-pages.ts';

export interface FaultRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The answer that there would be without the fault. */
  readonly answer: () => Answer;
}

export function answerWithFault(fault: HubFault, asked: FaultRequest): void {
  const { request, response, url, answer } = asked;
  switch (fault.kind) {
    case 'hang':
      hang(fault.after ?? 'request', response, answer);
      break;
    case 'half-body':
      cutBody(fault.cut ?? 'content-length', response, answer());
      break;
    case 'reset':
      request.socket.resetAndDestroy();
      break;
    case 'slow': {
      const timer = setTimeout(() => send(request, response, answer()), fault.ms);
      response.once('close', () => clearTimeout(timer));
      break;
    }
    case 'rate-limited':
      if (fault.retryAfter === undefined) useUpQuota(response, fault.resetsIn);
      send(request, response, faultyAnswer(fault, url, answer));
      break;
    default:
      send(request, response, faultyAnswer(fault, url, answer));
  }
}

type ReplacingFault = Exclude<HubFault, { kind: 'hang' | 'half-body' | 'reset' | 'slow' }>;

function faultyAnswer(fault: ReplacingFault, url: URL, answer: () => Answer): Answer {
  switch (fault.kind) {
    case 'rate-limited':
      return withRetryAfter(errorAnswer(429, 'Too many requests, please wait.'), fault.retryAfter);
    case 'status':
      return errorAnswer(fault.status, fault.message ?? `Error ${fault.status}`, fault.code);
    case 'bad-gateway':
      return textAnswer(502, '<html><head><title>502 Bad Gateway</title></head></html>', 'text/html');
    case 'unavailable':
      return withRetryAfter(errorAnswer(503, 'Service Temporarily Unavailable'), fault.retryAfter);
    case 'challenge':
      return textAnswer(
        200,
        '<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>',
        'text/html',
      );
    case 'empty-list':
      return jsonAnswer(200, []);
    case 'short-list':
      return jsonAnswer(200, JSON.parse(answer().body.plain.toString()).slice(0, fault.keep));
    case 'foreign-next': {
      const whole = answer();
      const link = nextLink(fault.origin, url.searchParams, cursorOf(whole) ?? 'eyJhIjoxfQ==');
      return { ...whole, headers: { ...whole.headers, Link: link } };
    }
    case 'wrong-shape':
      return jsonAnswer(200, 'body' in fault ? fault.body : { models: [], total: 0 });
    case 'redirect': {
      const location = `${fault.origin}${url.pathname}${url.search}`;
      return textAnswer(fault.status ?? 307, 'Redirecting', 'text/plain', { Location: location });
    }
  }
}

function hang(
  after: 'request' | 'headers' | 'half-body',
  response: ServerResponse,
  answer: () => Answer,
): void {
  if (after === 'request') return;
  const { status, headers, body } = answer();
  response.writeHead(status, { ...headers, 'Content-Length': body.plain.length });
  response.flushHeaders();
  if (after === 'half-body') response.write(half(body.plain));
}

function cutBody(
  cut: 'content-length' | 'chunked' | 'gzip' | 'json',
  response: ServerResponse,
  { status, headers, body }: Answer,
): void {
  if (cut === 'json') {
    response.writeHead(status, headers).end(half(body.plain));
    return;
  }
  if (cut === 'gzip') {
    response.writeHead(status, { ...headers, 'Content-Encoding': 'gzip' }).end(half(body.compressed()));
    return;
  }
  const length = cut === 'content-length' ? { 'Content-Length': body.plain.length } : {};
  response.writeHead(status, { ...headers, ...length });
  // Only once the bytes are on their way: destroyed earlier, the client would not even see the headers.
  response.write(half(body.plain), () => response.socket?.destroy());
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

function useUpQuota(response: ServerResponse, resetsIn: number | undefined): void {
  const [, bucket, seconds] = /"(\w+)";r=\d+;t=(\d+)/.exec(String(response.getHeader('RateLimit'))) ?? [];
  response.setHeader('RateLimit', `"${bucket ?? 'api'}";r=0;t=${resetsIn ?? seconds ?? 300}`);
}

function withRetryAfter(answer: Answer, retryAfter: number | string | undefined): Answer {
  if (retryAfter === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'Retry-After': String(retryAfter) } };
}

function cursorOf(answer: Answer): string | null {
  const address = /<([^>]+)>/.exec(answer.headers.Link ?? '')?.[1];
  return address === undefined ? null : new URL(address).searchParams.get('cursor');
}
