import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AlertContent } from '../../domain/alert.ts';
import { identifierPattern } from '../../domain/identifier.ts';
import { safeLine } from '../hostile-text.ts';
import { contentHtml, contentText } from '../html.ts';
import { messageParts } from '../message-parts.ts';
import { ENGLISH_READER, type Reader } from '../reader.ts';

/** One alert as feeds show it. */
export const feedEntry = z.object({
  /** Never changes: `urn:uuid:…`. */
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  text: z.string(),
  html: z.string(),
  /** ISO 8601. */
  published: z.string(),
  updated: z.string(),
  lab: z.object({ id: z.string(), name: z.string() }).nullable(),
});

export type FeedEntry = z.infer<typeof feedEntry>;

/** What is known before the delivery is: the rest of an entry. */
export const renderedEntry = feedEntry.omit({ id: true, published: true });

export type RenderedEntry = z.infer<typeof renderedEntry>;

/** XML 1.0 has no way to write these: https://www.w3.org/TR/xml/#charsets. */
const NOT_IN_XML = /[\ufffe\uffff]/g;

/** Longer ids are no file names everywhere. */
const LAB_LENGTH = 100;

export function renderEntry(content: AlertContent, reader: Reader = ENGLISH_READER): RenderedEntry {
  const { alert, release } = content;
  const parts = messageParts(content, reader);
  const lab = release?.lab;
  const named = lab !== undefined && lab.length <= LAB_LENGTH && identifierPattern.test(lab);
  const entry: RenderedEntry = {
    kind: alert.kind,
    title: inXml(parts.title),
    url: parts.links[0]?.url ?? null,
    text: inXml(contentText(content, parts, reader)),
    html: inXml(contentHtml(content, parts, reader)),
    updated: alert.createdAt,
    lab: named ? { id: lab, name: inXml(safeLine(alert.labName ?? '', LAB_LENGTH)) || lab } : null,
  };
  return entry;
}

/** The same for the same text, whatever the feed's address is: https://www.rfc-editor.org/rfc/rfc9562#section-5.8. */
export function uuidOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function inXml(text: string): string {
  return text.replace(NOT_IN_XML, '');
}
