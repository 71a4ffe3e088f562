import { frameOf } from './frame.ts';
import { type Page, sendPage } from './layout.ts';
import { html } from './markup.ts';
import type { WebContext } from './web-env.ts';
import { type FrameProblem, frameWords } from './words/frame-words.ts';

const STATUS = {
  'not-found': 404,
  internal: 500,
  'cross-site': 403,
  'wrong-host': 421,
  'may-not-write': 403,
  'form-expired': 403,
  'too-large': 413,
  'length-missing': 411,
  'bad-request': 400,
} as const satisfies Record<FrameProblem, Page['status']>;

/** What cannot be shown or done, in words, and what to do. Programs, which ask for no HTML, get it as a problem (RFC 9457). */
export function sendProblem(c: WebContext, problem: FrameProblem): Response {
  const frame = frameOf(c);
  const words = frameWords[frame.language];
  const { title, advice } = words.problems[problem];
  const status = STATUS[problem];
  if (isForPrograms(c.req.path)) return problemJson(c, { status, code: problem, title, detail: advice });
  return sendPage(c, frame, {
    title,
    status,
    body: html`<p>${advice}</p><p><a href="/">${words.home}</a></p>`,
  });
}

export interface ProblemDetails {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

/** https://www.rfc-editor.org/rfc/rfc9457 */
export function problemJson(
  c: WebContext,
  { status, code, title, detail }: ProblemDetails,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, instance: c.req.path, code });
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/** What programs ask for: the API, the feeds, metrics. The readable page about the API stands at `/api` itself. */
export function isForPrograms(path: string): boolean {
  return path.startsWith('/api/') || path.startsWith('/feeds/') || path === '/metrics';
}
