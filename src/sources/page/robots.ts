import robotsParser from 'robots-parser';
import { RateLimitedError, UpstreamError } from '../../errors.ts';
import { discardBody } from '../../http/response-body.ts';
import { statusError } from '../../http/status-error.ts';
import type { SourceContext } from '../source.ts';

/** What groups of a robots.txt name us by; the first word of our User-Agent. */
const PRODUCT = 'modelwatch';

/** https://www.rfc-editor.org/rfc/rfc9309#section-2.4 */
const KEPT_MS = 24 * 3_600_000;

/** As much has to be read: https://www.rfc-editor.org/rfc/rfc9309#section-2.5. */
const READ_BYTES = 500 * 1024;

/** Longer ones are mistakes, or mean that nobody should come at all, which a robots.txt says otherwise. */
const LONGEST_DELAY_MS = 3_600_000;

/** Redirects may lead to hosts that nobody configured: they must not fill the memory. */
const MOST_HOSTS = 500;

type AskContext = Pick<SourceContext, 'http' | 'clock' | 'signal'>;

interface Rules {
  isAllowed(url: string, product: string): boolean | undefined;
  getMatchingLineNumber(url: string, product: string): number;
  getCrawlDelay(product: string): number | undefined;
}

/** Its types describe an ES module, which it is not. */
const parseRules = robotsParser as unknown as (url: string, text: string) => Rules;

/** What the robots.txt of the hosts say, asked for once a day for all pages of one program. */
export interface RobotsRules {
  /**
   * Resolves where the page may be fetched, with what its host asks to be between two requests, in milliseconds. Throws
   * UpstreamError `robots-disallow` where it may not, `robots-unreachable` where that cannot be known, and
   * NetworkError, RateLimitedError, ForbiddenAddressError.
   */
  permit(url: string, context: AskContext): Promise<number>;
}

interface Copy {
  readonly rules: Rules;
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
}

export function createRobotsRules(): RobotsRules {
  const copies = new Map<string, Copy>();
  const underWay = new Map<string, Promise<unknown>>();

  async function refreshed(origin: string, context: AskContext): Promise<Copy> {
    const known = copies.get(origin);
    try {
      const rules = await fetchRules(origin, context);
      const copy = { rules, fetchedAt: context.clock.now() };
      copies.delete(origin);
      copies.set(origin, copy);
      const [oldest] = copies.keys();
      if (copies.size > MOST_HOSTS && oldest !== undefined) copies.delete(oldest);
      return copy;
    } catch (error) {
      context.signal.throwIfAborted();
      // A copy may serve for longer than a day where there is no newer: RFC 9309, 2.4.
      if (known === undefined || error instanceof RateLimitedError) throw error;
      return known;
    }
  }

  async function copyOf(origin: string, context: AskContext): Promise<Copy> {
    for (;;) {
      const known = copies.get(origin);
      if (known !== undefined && context.clock.now() - known.fetchedAt < KEPT_MS) return known;
      const others = underWay.get(origin);
      if (others === undefined) break;
      // What came of it is in the copies; where it failed, whoever asked is told, and we ask on our own.
      await others.catch(() => undefined);
    }
    const asked = refreshed(origin, context);
    underWay.set(origin, asked);
    try {
      return await asked;
    } finally {
      underWay.delete(origin);
    }
  }

  return {
    async permit(url, context) {
      const { origin } = new URL(url);
      const { rules } = await copyOf(origin, context);
      if (rules.isAllowed(url, PRODUCT) === false) {
        throw new UpstreamError(
          'robots-disallow',
          'the robots.txt of the host asks us not to read this page',
          {
            host: new URL(url).host,
            line: rules.getMatchingLineNumber(url, PRODUCT),
          },
        );
      }
      const seconds = rules.getCrawlDelay(PRODUCT) ?? 0;
      return seconds > 0 ? Math.min(seconds * 1000, LONGEST_DELAY_MS) : 0;
    },
  };
}

/** The rules as they are now. Any 4xx means that there are none: https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1.3. */
async function fetchRules(origin: string, context: AskContext): Promise<Rules> {
  const address = `${origin}/robots.txt`;
  try {
    const response = await context.http.fetch(address, {
      headers: { accept: 'text/plain, */*;q=0.1' },
      signal: context.signal,
      modelwatch: { maxResponseBytes: 100 * 1024 * 1024, totalTimeout: 30_000 },
    });
    if (response.ok) return parseRules(address, onlyRules(await readStart(response)));
    // It asks for patience, and says nothing of who may come.
    if (response.status === 429 || response.status >= 500 || response.status < 400) {
      throw await statusError(response, context.clock.now());
    }
    await discardBody(response);
    return parseRules(address, '');
  } catch (error) {
    // The rules of a host that redirects without end are unavailable, and do not bind: RFC 9309, 2.3.1.2.
    if (error instanceof UpstreamError && error.code === 'upstream-redirects') return parseRules(address, '');
    if (!(error instanceof UpstreamError)) throw error;
    throw new UpstreamError(
      'robots-unreachable',
      'the robots.txt of the host cannot be read, which forbids all of it until it can',
      { ...error.fields, code: error.code },
      { cause: error },
    );
  }
}

/** The first part of a body, whole lines only: half a `Disallow: /private` would forbid everything. */
async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength;
    text += decoder.decode(piece, { stream: true });
    if (bytes > READ_BYTES) return text.slice(0, text.lastIndexOf('\n') + 1);
  }
  return text;
}

/**
 * Lines of other records are no part of a group and end none (RFC 9309, 2.2.4), which the parser takes them for: kept
 * as empty lines, so that line numbers stay. A Crawl-delay, which no standard knows, may stand anywhere in a group.
 */
function onlyRules(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => (/^\s*(?:user-agent|allow|disallow|crawl-delay)\s*:/i.test(line) ? line : ''))
    .join('\n');
}
