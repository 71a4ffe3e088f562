import { hash } from 'node:crypto';
import { z } from 'zod';
import { VERSION } from '../../package-root.ts';
import type { PaceHints } from './pace.ts';

/** What is kept of a feed's last answer, to tell whether the next is the same. */
export interface FeedValidator {
  /** Who read it, and how: read in another way, the same answer may yield something else. */
  readonly reader: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** See markBody. */
  readonly body: string;
  /** A 304 has no body that would say them again. */
  readonly pace: PaceHints;
}

const schema = z.object({
  reader: z.string(),
  etag: z.nullable(z.string()),
  lastModified: z.nullable(z.string()),
  body: z.string(),
  pace: z.object({
    ttl: z.exactOptional(z.number()),
    period: z.exactOptional(z.number()),
    skipHours: z.exactOptional(z.array(z.number())),
    skipDays: z.exactOptional(z.array(z.number())),
  }),
});

/** The reader of this version, for a feed whose zone-less dates are in `zone`. */
export function readerOf(zone: string): string {
  return `${VERSION} ${zone}`;
}

/** Null where there is none, or where it came of another version or zone: then everything is read again. */
export function parseValidator(text: string | null | undefined, reader: string): FeedValidator | null {
  if (!text?.startsWith('{')) return null;
  const parsed = schema.safeParse(JSON.parse(text));
  return parsed.success && parsed.data.reader === reader ? parsed.data : null;
}

/** ETags go back as they came, `W/` included: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2. */
export function conditionalHeaders(known: FeedValidator | null): Record<string, string> {
  return {
    ...(known?.etag ? { 'if-none-match': known.etag } : {}),
    ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
  };
}

/** Enough that no two answers of one feed ever share it by chance. */
const MARK_LENGTH = 22;

/** Change with every answer where a feed is made anew for each: they say when it was made, and nothing of what is in it. */
const VOLATILE =
  /<(lastBuildDate|pubDate|updated|dc:date)\b[^>]{0,100}>[^<]{0,100}<\/\1>|<!--[\s\S]{0,500}?-->/gi;

/** No feed's own facts take more; a longer beginning is not searched for dates. */
const LONGEST_HEAD = 64 * 1024;

/**
 * What tells one answer from another: a hash of its bytes from the first item to the end of the last, and of what comes
 * before, less the dates of when it was made. What follows the last item is no item (a cache's comment, with the time
 * it took). Bytes, since a feed that did not change is not worth decoding; a feed that has no such items in its bytes
 * (JSON, UTF-16) counts as a whole.
 */
export function markBody(bytes: Uint8Array): string {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, last] = itemsWithin(body);
  if (first < 0 || last < first || first > LONGEST_HEAD)
    return hash('sha256', body, 'base64url').slice(0, MARK_LENGTH);
  const head = body.toString('latin1', 0, first).replace(VOLATILE, '');
  const items = hash('sha256', body.subarray(first, last), 'base64url');
  return hash('sha256', `${head}\n${items}`, 'base64url').slice(0, MARK_LENGTH);
}

function itemsWithin(body: Buffer): [number, number] {
  const items = body.indexOf('<item');
  if (items >= 0) return [items, body.lastIndexOf('</item')];
  return [body.indexOf('<entry'), body.lastIndexOf('</entry')];
}
