import type { AlertContent } from '../domain/alert.ts';
import { safeLine, safeUrl } from './hostile-text.ts';

/** Deep enough for every fact there is; what lies deeper is not shown by anything. */
const DEPTH = 6;
/** A digest holds labs with their releases, and those their facts. */
const DIGEST_DEPTH = DEPTH + 6;
/** Characters of a line of the alert's own text, which may list several names. */
const TEXT_LENGTH = 1000;

/** The same content with every text in it made harmless and bounded. Every channel's `render` begins with it. Idempotent. */
export function safeContent(content: AlertContent): AlertContent {
  const { url, lines } = content.alert;
  const alert = {
    ...(clean(content.alert, DEPTH) as typeof content.alert),
    url: url === null ? null : safeUrl(url),
    lines: lines.map((line) => safeLine(line, TEXT_LENGTH)),
  };
  const { release, disputes, digest } = content;
  return {
    alert,
    ...(release === undefined ? {} : { release: clean(release, DEPTH) as typeof release }),
    ...(disputes === undefined ? {} : { disputes: clean(disputes, DEPTH) as typeof disputes }),
    ...(digest === undefined ? {} : { digest: clean(digest, DIGEST_DEPTH) as typeof digest }),
  };
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return safeLine(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((item) => clean(item, depth - 1));

  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const isLink = key === 'url' && typeof item === 'string';
    entries.push([safeLine(key), isLink ? (safeUrl(item) ?? '') : clean(item, depth - 1)]);
  }
  return Object.fromEntries(entries);
}
