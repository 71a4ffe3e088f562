import { UpstreamError } from '../errors.ts';

const LONGEST_TITLE = 200;

/** The whole body. Throws what the transport threw (`upstream-truncated`, `upstream-too-large`, `upstream-timeout`). */
export async function readBytes(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** The whole body, taken as UTF-8. Throws what the transport threw. */
export async function readText(response: Response): Promise<string> {
  return response.text();
}

/**
 * The body's JSON value. Throws UpstreamError `upstream-not-json` (an HTML page's title is in the fields: a challenge
 * page says there what it is), or `upstream-truncated` where JSON begins and does not end.
 */
export async function readJson(response: Response): Promise<unknown> {
  return await parseJson(response, await response.text());
}

/** The same for a body that was read before. */
export async function parseJson(response: Response, text: string): Promise<unknown> {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw await notJson(response, text, error as Error);
  }
}

/** Lets go of a body that nobody will read. */
export async function discardBody(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {});
}

/** The `<title>` of an HTML page; null where the text is none or has none. */
export async function htmlTitle(text: string): Promise<string | null> {
  if (!/^\s*</.test(text)) return null;
  const { load } = await import('cheerio');
  const title = load(text)('title').first().text().replace(/\s+/g, ' ').trim();
  return title === '' ? null : title.slice(0, LONGEST_TITLE);
}

async function notJson(response: Response, text: string, cause: Error): Promise<UpstreamError> {
  const fields = {
    host: hostOf(response),
    status: response.status,
    contentType: response.headers.get('content-type'),
  };
  if (
    /^\s*[[{]/.test(text) &&
    /end of JSON input|Unterminated|after (array element|property)/.test(cause.message)
  ) {
    return new UpstreamError('upstream-truncated', 'the answer broke off', fields);
  }
  const title = await htmlTitle(text);
  return new UpstreamError('upstream-not-json', 'the answer is not JSON', { ...fields, title });
}

/** Only the host: paths and queries may hold secrets. */
export function hostOf(response: Response): string | null {
  return URL.canParse(response.url) ? new URL(response.url).host : null;
}
