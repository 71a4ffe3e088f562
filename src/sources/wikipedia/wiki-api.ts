import type { ZodType } from 'zod';
import { RateLimitedError, UpstreamError } from '../../errors.ts';
import { readJson } from '../../http/response-body.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { statusError } from '../../http/status-error.ts';
import { RETRIES } from '../retries.ts';
import type { SourceContext } from '../source.ts';
import { cut, oneLine } from './plain-text.ts';
import { errorAnswerSchema } from './schema.ts';

/** At least this where an answer names no time: https://www.mediawiki.org/wiki/Manual:Maxlag_parameter. */
const LAG_WAIT_MS = 5000;

/** `ratelimited` names no time; limits are counted by the minute: https://www.mediawiki.org/wiki/Manual:$wgRateLimits. */
const LIMIT_WAIT_MS = 60_000;

/** A page of 5 MB is three times that in JSON at worst: quotes and what is not ASCII are escaped. */
const MOST_BYTES = 20 * 1024 * 1024;

/** What a request to a wiki needs of a poll. */
export type WikiContext = Pick<SourceContext, 'http' | 'clock' | 'signal'>;

/** The quota of a wiki: one for each, whatever is asked. */
export function wikiQuota(site: string): string {
  return `${new URL(site).host} api`;
}

/**
 * Asks one question. Throws RateLimitedError for 429, `maxlag` and `ratelimited`, UpstreamError for every other error,
 * also those that come with status 200, and for an answer of another shape.
 */
export async function askWiki<T>(
  site: string,
  question: Readonly<Record<string, string>>,
  schema: ZodType<T>,
  { http, clock, signal }: WikiContext,
): Promise<T> {
  const url = new URL('/w/api.php', site);
  url.search = new URLSearchParams({
    ...question,
    format: 'json',
    formatversion: '2',
    // Asks to be refused while the replicas lag behind: https://www.mediawiki.org/wiki/API:Etiquette.
    maxlag: '5',
  }).toString();
  const response = await http.fetch(url, {
    headers: { accept: 'application/json' },
    signal,
    modelwatch: { retries: RETRIES, quota: wikiQuota(site), maxResponseBytes: MOST_BYTES },
  });
  if (!response.ok) throw await statusError(response, clock.now());
  const answer = await readJson(response);
  refuseError(answer, response, clock.now());
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UpstreamError('upstream-shape', 'the wiki answered in another shape than known', {
    host: url.host,
    path: issue?.path.join('.'),
    problem: issue?.message,
  });
}

function refuseError(answer: unknown, response: Response, now: number): void {
  const parsed = errorAnswerSchema.safeParse(answer);
  if (!parsed.success) return;
  const { code, info = '' } = parsed.data.error;
  const fields = { wikiError: cut(oneLine(code), 60), info: cut(oneLine(info), 200) };
  if (code === 'maxlag' || code === 'ratelimited') {
    const { headers } = response;
    const named = retryAfterMs(headers.get('retry-after'), headers.get('date'), now);
    throw new RateLimitedError(now + (named ?? (code === 'maxlag' ? LAG_WAIT_MS : LIMIT_WAIT_MS)), fields);
  }
  throw new UpstreamError('upstream-status', 'the wiki refused the question or failed', fields);
}
