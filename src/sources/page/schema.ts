import { canonicalUrl } from '../../domain/canonical-url.ts';
import type { Shown } from '../source.ts';
import type { WebPageConfig } from './config.ts';
import type { PageDocument } from './document.ts';
import { selectorEmpty, watchedPart } from './document.ts';
import { readHeaded } from './headed-entries.ts';
import { type Calendar, readItems } from './item-entries.ts';

import { readParagraphs } from './paragraphs.ts';
import { readTables } from './table-rows.ts';

/**
 * What a page shows, read as its configuration says. `now`: milliseconds since 1970. Throws UpstreamError
 * `selector-empty` where nothing is found.
 */
export function readPage(document: PageDocument, config: WebPageConfig, now: number): Shown {
  const { part, page } = watchedPart(document, config.select);
  const url = canonicalUrl(config.url) ?? config.url;
  if (config.as === 'table') return { form: 'entries', observations: readTables(part, page, url, config) };
  const { entry } = config;
  if (entry === undefined) {
    const paragraphs = readParagraphs(part, page, url);
    if (paragraphs.length === 0) throw selectorEmpty('select', config.select ?? null, page);
    return { form: 'articles', complete: true, observations: paragraphs };
  }
  const calendar: Calendar = { zone: config.zone ?? 'UTC', now };
  const entries =
    'heading' in entry
      ? readHeaded(part, entry.heading, page, calendar)
      : readItems(part, entry, page, calendar);
  if (entries.length === 0) throw selectorEmpty('entry', null, page);
  return { form: 'articles', complete: false, observations: entries };
}
