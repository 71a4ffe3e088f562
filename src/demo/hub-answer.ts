import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, gzipSync } from 'node:zlib';

/** An answer before it is sent: what a fault may still change. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** The bytes of an answer, and the same compressed: made when first asked for, and shared by all who send them. */
export class Body {
  readonly plain: Buffer;
  #compressed: Buffer | undefined;

  constructor(content: string | Buffer) {
    this.plain = typeof content === 'string' ? Buffer.from(content) : content;
  }

  compressed(): Buffer {
    this.#compressed ??= gzipSync(this.plain, { level: constants.Z_BEST_SPEED });
    return this.#compressed;
  }
}

/** As Express, which the Hub runs on: smaller bodies are not worth compressing. */
const smallestCompressed = 1024;

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const body = new Body(JSON.stringify(value));
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ETag: weakTag(body.plain), ...headers },
    body,
  };
}

export function textAnswer(
  status: number,
  text: string,
  type: string,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    headers: { 'Content-Type': `${type}; charset=utf-8`, ...headers },
    body: new Body(text),
  };
}

/** The Hub says in headers what is wrong; its own clients read `X-Error-Code`. */
export function errorAnswer(status: number, message: string, code?: string): Answer {
  const headers: Record<string, string> = { 'X-Error-Message': message };
  if (code !== undefined) headers['X-Error-Code'] = code;
  return jsonAnswer(status, { error: message }, headers);
}

export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const tag = answer.headers.ETag;
  if (answer.status === 200 && tag !== undefined && request.headers['if-none-match'] === tag) {
    response.writeHead(304, { ETag: tag }).end();
    return;
  }
  const { headers, body } = encode(request, answer);
  response.writeHead(answer.status, { ...headers, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function encode(request: IncomingMessage, answer: Answer): { headers: Record<string, string>; body: Buffer } {
  const headers = { ...answer.headers, Vary: 'Accept-Encoding' };
  const accepted = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!accepted || answer.body.plain.length < smallestCompressed) return { headers, body: answer.body.plain };
  return { headers: { ...headers, 'Content-Encoding': 'gzip' }, body: answer.body.compressed() };
}

function weakTag(body: Buffer): string {
  return `W/"${body.length.toString(16)}-${createHash('sha1').update(body).digest('base64').slice(0, 27)}"`;
}
