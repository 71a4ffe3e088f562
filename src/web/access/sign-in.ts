import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { hashSecret, SECRET_BYTES } from '../../domain/access-token.ts';
import type { TokenRow } from '../../store/schema.ts';
import { addSession, endSession } from '../../store/sessions.ts';
import type { WebDependencies } from '../dependencies.ts';
import { type Frame, frameOf } from '../frame.ts';
import { type Page, sendPage } from '../layout.ts';
import { type Html, html, NOTHING } from '../markup.ts';
import type { WebContext, WebEnv } from '../web-env.ts';
import { frameWords } from '../words/frame-words.ts';
import { clientAddress } from './client-address.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import { readForm } from './form.ts';
import { findToken } from './identify.ts';
import { dropSessionCookie, readSessionCookie, SESSION_MS, setSessionCookie } from './session-cookie.ts';

/** `/sign-in` takes a token and gives a session for it; `/sign-out` ends that. */
export function signInRoutes(deps: WebDependencies, attempts: FailedAttempts): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/sign-in', (c) => {
    const frame = frameOf(c);
    return sendPage(c, frame, signInPage(frame, localPath(c.req.query('to')), null));
  });
  routes.post('/sign-in', (c) => signIn(deps, attempts, c));
  routes.post('/sign-out', async (c) => {
    const form = await readForm(c);
    if (form instanceof Response) return form;
    const secret = readSessionCookie(c);
    if (secret !== null) await deps.database.write((tx) => endSession(tx, hashSecret(secret)));
    dropSessionCookie(c, deps.configuration.web);
    return c.redirect('/', 303);
  });
  return routes;
}

async function signIn(deps: WebDependencies, attempts: FailedAttempts, c: WebContext): Promise<Response> {
  const form = await readForm(c, { anonymous: true });
  if (form instanceof Response) return form;
  const frame = frameOf(c);
  const words = frameWords[frame.language].signInPage;
  const to = localPath(form.get('to') ?? undefined);
  const address = clientAddress(c, deps.configuration.web);
  const wait = attempts.waitOf(address);
  if (wait > 0) {
    c.header('retry-after', String(Math.ceil(wait / 1000)));
    const text = words.tooMany(Math.ceil(wait / 60_000));
    return sendPage(c, frame, { ...signInPage(frame, to, text), status: 429 });
  }
  const token = await findToken(deps, form.get('token') ?? '');
  if (token === null) {
    attempts.note(address);
    return sendPage(c, frame, { ...signInPage(frame, to, words.wrong), status: 403 });
  }
  attempts.forgive(address);
  await openSession(deps, c, token);
  return c.redirect(to, 303);
}

async function openSession(deps: WebDependencies, c: WebContext, token: TokenRow): Promise<void> {
  const now = deps.clock.now();
  const expiresAt = Math.min(token.expires_at ?? Number.POSITIVE_INFINITY, now + SESSION_MS);
  const before = readSessionCookie(c);
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await deps.database.write(async (tx) => {
    if (before !== null) await endSession(tx, hashSecret(before));
    const session = { hash: hashSecret(secret), token_id: token.id, created_at: now, expires_at: expiresAt };
    await addSession(tx, session);
  });
  setSessionCookie(c, deps.configuration.web, secret, expiresAt - now);
}

/** Where to go on to: a page of ours, never an address that somebody else put in (`//elsewhere`, `/\elsewhere`). */
function localPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return '/';
  return text.startsWith('/sign-') ? '/' : text;
}

function signInPage(frame: Frame, to: string, wrong: string | null): Page {
  const words = frameWords[frame.language];
  return { title: words.signIn, body: signInForm(words.signInPage, frame, to, wrong) };
}

function signInForm(
  words: (typeof frameWords)['en']['signInPage'],
  { visitor }: Frame,
  to: string,
  wrong: string | null,
): Html {
  const problem = wrong === null ? NOTHING : html`<p class="problem" id="wrong" role="alert">${wrong}</p>`;
  const described = wrong === null ? 'hint' : 'wrong hint';
  return html`<p>${visitor.mayRead ? words.forWriting : words.required}</p>
<p>${words.intro} <code>modelwatch token create</code></p>
${problem}<form method="post" action="/sign-in" class="sign-in">
<input type="hidden" name="to" value="${to}">
<p><label for="token">${words.token}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required aria-describedby="${described}"></p>
<p id="hint" class="hint">${words.hint}</p>
<button>${words.submit}</button>
</form>`;
}
