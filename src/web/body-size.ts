import type { MiddlewareHandler } from 'hono';
import { sendProblem } from './problem-page.ts';
import type { WebEnv } from './web-env.ts';

/** Bytes of what is sent to us: a form, or a question to the API. */
const LARGEST_BODY = 65_536;

/**
 * Refuses what is too large, and what does not say how large it is (https://www.rfc-editor.org/rfc/rfc9110#name-411-length-required):
 * browsers and clients say it of forms and of JSON. Node.js reads no more of a body than was said. (Hono's own limit makes a
 * Request from that of its server for Node.js, which fails unless the global ones are replaced.)
 */
export function bodySize(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const length = Number(c.req.header('content-length') ?? 0);
    if (c.req.header('transfer-encoding') !== undefined) return sendProblem(c, 'length-missing');
    return length > LARGEST_BODY ? sendProblem(c, 'too-large') : await next();
  };
}
