import { createHash } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { WebSettings } from '../../config/configuration.ts';
import type { WebContext } from '../web-env.ts';

/** How long a browser stays signed in, in milliseconds, where its token does not end before. */
export const SESSION_MS = 30 * 86_400_000;

const NAME = 'modelwatch_session';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export function readSessionCookie(c: WebContext): string | null {
  const value = getCookie(c, NAME);
  return value !== undefined && SECRET.test(value) ? value : null;
}

/**
 * `lasts`: milliseconds. As a span rather than a moment, since the browser's clock may be another than ours: it would
 * drop at once what ended by its own (https://www.rfc-editor.org/rfc/rfc6265#section-5.2.2).
 */
export function setSessionCookie(c: WebContext, settings: WebSettings, secret: string, lasts: number): void {
  setCookie(c, NAME, secret, { ...attributes(c, settings), maxAge: Math.floor(lasts / 1000) });
}

export function dropSessionCookie(c: WebContext, settings: WebSettings): void {
  deleteCookie(c, NAME, attributes(c, settings));
}

/** What a form of this session has to hold: nobody who does not know the cookie can make it up. */
export function formTokenOf(sessionSecret: string): string {
  return createHash('sha256').update(`form:${sessionSecret}`).digest('base64url');
}

function attributes(c: WebContext, settings: WebSettings) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(c, settings),
  } as const;
}

/** We speak HTTP ourselves; who comes by the public address has the proxy's TLS. */
function isSecure(c: WebContext, { publicUrl }: WebSettings): boolean {
  if (publicUrl === null || !publicUrl.startsWith('https:')) return false;
  return c.req.header('host') === new URL(publicUrl).host;
}
