import { timingSafeEqual } from 'node:crypto';
import { sendProblem } from '../problem-page.ts';
import type { WebContext } from '../web-env.ts';

/** Bytes of a form: ours hold an id or a token. */
const LARGEST_FORM = 16_384;

/**
 * The fields of a form that was sent. Answers in its place where it is too large, no form, or, unless `anonymous`, was
 * not made for who sends it.
 */
export async function readForm(
  c: WebContext,
  { anonymous = false }: { readonly anonymous?: boolean } = {},
): Promise<URLSearchParams | Response> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) return sendProblem(c, 'bad-request');
  const text = await c.req.text();
  if (text.length > LARGEST_FORM) return sendProblem(c, 'too-large');
  const form = new URLSearchParams(text);
  const { formToken } = c.get('visitor');
  if (anonymous || (formToken !== null && isEqual(form.get('form') ?? '', formToken))) return form;
  return sendProblem(c, 'form-expired');
}

/** The same for what only a token allows that may write. */
export async function readWritingForm(c: WebContext): Promise<URLSearchParams | Response> {
  const { mayWrite, token, by } = c.get('visitor');
  if (token === null) return c.redirect('/sign-in', 303);
  if (!mayWrite) return sendProblem(c, 'may-not-write');
  return await readForm(c, { anonymous: by === 'bearer' });
}

function isEqual(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
