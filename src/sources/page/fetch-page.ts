import { RateLimitedError, UpstreamError } from '../../errors.ts';
import { discardBody, readBytes } from '../../http/response-body.ts';
import { statusError } from '../../http/status-error.ts';
import { RETRIES } from '../retries.ts';
import type { SourceContext } from '../source.ts';
import { decodeHtml } from './charset.ts';
import type { RobotsRules } from './robots.ts';

/** Ten times what large pages have; the tree takes many times its text. */
const LARGEST_PAGE_BYTES = 8 * 1024 * 1024;

const MOST_REDIRECTS = 5;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type FetchedPage =
  | {
      readonly kind: 'page';
      readonly html: string;
      /** After redirects. */
      readonly url: string;
      readonly headers: Headers;
      readonly crawlDelayMs: number;
    }
  | { readonly kind: 'unchanged'; readonly crawlDelayMs: number }
  | { readonly kind: 'gone' };

/**
 * Fetches a page that may be fetched. Redirects are followed here, so that the robots.txt of each place is asked.
 * Throws UpstreamError for everything that is no page to read.
 */
export async function fetchPage(
  address: string,
  conditions: Readonly<Record<string, string>>,
  robots: RobotsRules,
  context: SourceContext,
): Promise<FetchedPage> {
  let url = address;
  for (let redirects = 0; ; redirects++) {
    const crawlDelayMs = await robots.permit(url, context);
    const response = await context.http.fetch(url, {
      headers: { accept: 'text/html, application/xhtml+xml;q=0.9', ...conditions },
      signal: context.signal,
      modelwatch: { retries: RETRIES, maxRedirects: 0, maxResponseBytes: LARGEST_PAGE_BYTES },
    });
    const target = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (target !== null) {
      await discardBody(response);
      url = redirectTarget(target, url, redirects);
      continue;
    }
    if (response.status === 304 && Object.keys(conditions).length > 0)
      return { kind: 'unchanged', crawlDelayMs };
    if (response.status === 410) {
      await discardBody(response);
      return { kind: 'gone' };
    }
    const html = await readPage(response, context.clock.now());
    return { kind: 'page', html, url, headers: response.headers, crawlDelayMs };
  }
}

function redirectTarget(target: string, from: string, redirects: number): string {
  const { host } = new URL(from);
  if (redirects === MOST_REDIRECTS) {
    throw new UpstreamError('upstream-redirects', 'too many redirects', { host, redirects });
  }
  if (!URL.canParse(target, from)) {
    throw new UpstreamError('upstream-redirects', 'the redirect leads to no address', { host });
  }
  const url = new URL(target, from);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

async function readPage(response: Response, now: number): Promise<string> {
  const contentType = response.headers.get('content-type');
  const fields = { host: new URL(response.url).host, status: response.status, contentType };
  if (response.headers.get('cf-mitigated') === 'challenge') {
    await discardBody(response);
    throw challenge(fields);
  }
  if (response.status !== 200) throw await pageError(response, now);
  if (contentType !== null && !/^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType)) {
    await discardBody(response);
    throw new UpstreamError('upstream-not-html', 'the answer is no HTML page', fields);
  }
  const html = decodeHtml(await readBytes(response), contentType);
  if (html.trim() === '') throw new UpstreamError('upstream-empty', 'the answer is empty', fields);
  if (!html.includes('<')) throw new UpstreamError('upstream-not-html', 'the answer is no HTML page', fields);
  if (isChallenge(html)) throw challenge(fields);
  return html;
}

async function pageError(response: Response, now: number): Promise<Error> {
  const error = await statusError(response, now);
  // 202, 204 and the like are no refusal, and no page either.
  if (!response.ok || error instanceof RateLimitedError) return error;
  return new UpstreamError('upstream-empty', 'the answer has no page', error.fields);
}

/** Titles of the pages that want to know whether we are human, and what their scripts are called. */
const CHALLENGE_TITLE =
  /<title[^>]*>\s*(?:just a moment|attention required|access denied|verif(?:y|ying) (?:you|that you|your)|are you (?:a )?(?:human|robot)|security check|one moment|please wait|ddos-guard|pardon our interruption|安全验证|人机验证|访问验证|滑动验证)/i;
const CHALLENGE_SCRIPT =
  /\/cdn-cgi\/challenge-platform\/h\/|acw_sc__v2|aliyun_waf|_cf_chl_opt|captcha-delivery\.com/;

/** A real page may carry such a script, and has text besides. */
const LONGEST_CHALLENGE = 60_000;

function isChallenge(html: string): boolean {
  if (html.length > LONGEST_CHALLENGE) return false;
  if (CHALLENGE_TITLE.test(html.slice(0, 10_000))) return true;
  return CHALLENGE_SCRIPT.test(html) && !/<(?:p|article|main|h1|table)[\s>]/i.test(html);
}

function challenge(fields: Readonly<Record<string, string | number | null>>): UpstreamError {
  return new UpstreamError(
    'upstream-challenge',
    'the answer is a page that wants to know whether we are human',
    fields,
  );
}
