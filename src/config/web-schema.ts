import { z } from 'zod';

/** How the page, the API and the feeds are served. web.yaml may be absent. */
export interface WebSettings {
  /** Who may read; null: everybody on this machine, others with a token. */
  readonly reading: 'open' | 'token' | null;
  /** Origins whose pages may read the API, as `https://example.org`; `*` for all. */
  readonly cors: readonly string[];
  /** Where people find the page, as an origin; null where nobody said so. */
  readonly publicUrl: string | null;
  readonly websubHub: string | null;
  /** Requests to the API that one address, or one token, may make in a minute. */
  readonly requestsPerMinute: number;
}

const REQUESTS_PER_MINUTE = 300;

const origin = z.string().refine((text) => text === '*' || URL.parse(text)?.origin === text, {
  error: 'Not an origin; write it as https://example.org, without a slash at its end, or "*" for all',
});

const webAddress = z.string().refine((text) => webUrl(text) !== null, {
  error: 'Not an http or https address without credentials, query and fragment',
});

const publicAddress = z.string().refine((text) => webUrl(text)?.pathname === '/', {
  error: 'Not the address of a host of its own; write it as https://models.example.org, without a path',
});

export const webFileSchema = z.strictObject({
  reading: z.exactOptional(
    z
      .enum(['open', 'token'])
      .describe(
        'Who may read: "open" for everybody who can reach it, "token" for who has one. Unless told: everybody on this machine, others with a token',
      ),
  ),
  public_url: z.exactOptional(
    publicAddress.describe(
      'Where people find the page, as https://models.example.org, behind a reverse proxy',
    ),
  ),
  cors: z.exactOptional(
    z.array(origin).describe('Origins whose pages may read the API, as https://example.org; "*" for all'),
  ),
  websub_hub: z.exactOptional(
    webAddress.describe('WebSub hub that the feeds name (https://www.w3.org/TR/websub/)'),
  ),
  requests_per_minute: z.exactOptional(
    z
      .int()
      .min(1)
      .max(100_000)
      .describe(
        `Requests to the API that one address, or one token, may make in a minute; ${REQUESTS_PER_MINUTE} unless told`,
      ),
  ),
});

/** What the file says, with what holds where it is silent. */
export function webSettings(file: z.infer<typeof webFileSchema> = {}): WebSettings {
  return {
    reading: file.reading ?? null,
    cors: file.cors ?? [],
    publicUrl: file.public_url === undefined ? null : new URL(file.public_url).origin,
    websubHub: file.websub_hub ?? null,
    requestsPerMinute: file.requests_per_minute ?? REQUESTS_PER_MINUTE,
  };
}

function webUrl(text: string): URL | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain ? url : null;
}
