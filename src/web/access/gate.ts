import type { MiddlewareHandler } from 'hono';
import type { WebDependencies } from '../dependencies.ts';
import { isForPrograms, problemJson, sendProblem } from '../problem-page.ts';
import { NOBODY, type WebContext, type WebEnv } from '../web-env.ts';
import { clientAddress } from './client-address.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import { isOwnHost } from './host-check.ts';
import { identify } from './identify.ts';
import { isSafeMethod, isSameSite } from './same-site.ts';

/** What anybody may see who can reach the server: how to sign in, the style of that page, and that the process lives. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  '/sign-in',
  '/favicon.ico',
  '/robots.txt',
  '/healthz',
  '/readyz',
]);

/** Lets a request through to a page only from whom it may come: see docs/web.md. */
export function gate(deps: WebDependencies, attempts: FailedAttempts): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    c.set('visitor', NOBODY);
    if (!isOwnHost(deps, c.req.header('host'))) return sendProblem(c, 'wrong-host');
    const visitor = await identify(deps, c);
    if (visitor === null) return refuseBearer(deps, attempts, c);
    c.set('visitor', visitor);
    if (!isSafeMethod(c.req.method) && !isSameSite(c)) return sendProblem(c, 'cross-site');
    const { path } = c.req;
    const open = OPEN_PATHS.has(path) || path.startsWith('/assets/');
    // A browser asks with OPTIONS, without credentials, whether it may ask with them.
    if (visitor.mayRead || open || c.req.method === 'OPTIONS') return await next();
    if (!isForPrograms(path)) return c.redirect(`/sign-in?to=${encodeURIComponent(pathAndQuery(c))}`, 303);
    return problemJson(c, UNAUTHORIZED, { 'www-authenticate': 'Bearer realm="modelwatch"' });
  };
}

const UNAUTHORIZED = {
  status: 401,
  code: 'token-missing',
  title: 'Reading takes a token here',
  detail: 'Send it as "Authorization: Bearer mw_…"; "modelwatch token create" makes one.',
};

function refuseBearer(deps: WebDependencies, attempts: FailedAttempts, c: WebContext): Response {
  const address = clientAddress(c, deps.configuration.web);
  const wait = attempts.waitOf(address);
  attempts.note(address);
  if (wait > 0) {
    const details = {
      status: 429,
      code: 'too-many-failures',
      title: 'Too many tokens that are none',
      detail: 'Wait as long as Retry-After says, and check the token.',
    };
    return problemJson(c, details, { 'retry-after': String(Math.ceil(wait / 1000)) });
  }
  const details = {
    status: 401,
    code: 'token-invalid',
    title: 'The token is none of this place, or it was revoked or has run out',
    detail: '"modelwatch token list" shows those that there are, "modelwatch token create" makes another.',
  };
  return problemJson(c, details, { 'www-authenticate': 'Bearer realm="modelwatch", error="invalid_token"' });
}

function pathAndQuery(c: WebContext): string {
  const url = new URL(c.req.url);
  return url.pathname + url.search;
}
