import { canonicalUrl } from '../../domain/canonical-url.ts';
import type { ArticleObservation } from '../../domain/observation.ts';
import { arxivPaper, withoutAnnouncement } from './arxiv.ts';
import { type DateReading, readDate } from './item-date.ts';
import { oneLine, textOfMarkup } from './plain-text.ts';
import type { FeedDocument, FeedItem } from './schema.ts';

const LONGEST_TITLE = 500;
const LONGEST_SUMMARY = 2000;
const LONGEST_TEXT = 20_000;
const LONGEST_CREDIT = 200;
/** Identifiers are addresses or shorter; what is longer is no identifier, and cut off it would be another's. */
const LONGEST_GUID = 1000;
const MOST_LINKS = 50;

/** What an item is read with. */
export interface ItemReading extends DateReading {
  readonly document: FeedDocument;
  /** Where the feed was fetched from. */
  readonly feedUrl: string;
}

/** An item as an observation; null where it has nothing at all. */
export function toArticle(item: FeedItem, reading: ItemReading): ArticleObservation | null {
  const base = resolve(item.base, resolve(reading.document.base, reading.feedUrl));
  const guid = readGuid(item.guid);
  const paper = guid === null ? null : arxivPaper(guid);
  const url = paper?.url ?? (item.link === undefined ? null : canonicalUrl(item.link, base));
  const hrefs: string[] = [];
  const { summary, text } = readTexts(item, hrefs);
  const title = textOfMarkup(item.title ?? '', LONGEST_TITLE);
  if (guid === null && url === null && title === '' && summary === '' && text === '') return null;
  const published = publishedAt(item, reading);
  return {
    guid: paper?.number ?? guid,
    url,
    // Without any other mark its first words are what it can be known by.
    title: guid === null && url === null && title === '' ? oneLine(summary || text, 100) : title,
    summary: paper === null ? summary : withoutAnnouncement(summary),
    text,
    publishedAt: paper === null || published === null ? published : firstVersionAt(published, paper),
    credit: item.credit === undefined ? null : textOfMarkup(item.credit, LONGEST_CREDIT) || null,
    language: languageCode(item.language ?? reading.document.language),
    links: readLinks(
      [...(item.related ?? []), ...hrefs],
      item.base === undefined ? (url ?? base) : base,
      // Each version of a paper has files of its own.
      (link) => link === url || (paper !== null && arxivPaper(link)?.number === paper.number),
    ),
  };
}

/** When an item was published, else changed; ISO 8601 UTC, null where neither can be read. */
export function publishedAt({ published, updated }: FeedItem, reading: DateReading): string | null {
  const first = published === undefined ? null : readDate(published, reading);
  return first ?? (updated === undefined ? null : readDate(updated, reading));
}

/** The date of a category's feed is that of the version it announces: the first came in the month of the number at the latest. */
function firstVersionAt(
  published: string,
  { version, knownBy }: { version: number; knownBy: number },
): string {
  if (version === 1 || Date.parse(published) <= knownBy) return published;
  return new Date(knownBy).toISOString();
}

function readGuid(raw: string | undefined): string | null {
  if (raw === undefined || raw.length > LONGEST_GUID) return null;
  return oneLine(raw, LONGEST_GUID) || null;
}

/** A description is the whole where there is no other and it is longer than a summary. */
function readTexts(item: FeedItem, hrefs: string[]): { summary: string; text: string } {
  const { content, summary: description = '', isPlain = false } = item;
  if (content === undefined || content === description) {
    const whole = textOfMarkup(description, LONGEST_TEXT, hrefs);
    const isLong = whole.length > LONGEST_SUMMARY;
    return { summary: isLong ? oneLine(whole, LONGEST_SUMMARY) : whole, text: isLong ? whole : '' };
  }
  const text = isPlain ? oneLine(content, LONGEST_TEXT) : textOfMarkup(content, LONGEST_TEXT, hrefs);
  return { summary: textOfMarkup(description, LONGEST_SUMMARY, hrefs), text };
}

function readLinks(
  hrefs: readonly (string | undefined)[],
  base: string,
  isOwn: (link: string) => boolean,
): readonly string[] {
  const links = new Set<string>();
  for (const href of new Set(hrefs)) {
    if (links.size >= MOST_LINKS) break;
    // A place on the same page is no other address.
    if (href === undefined || href === '' || href.startsWith('#')) continue;
    const link = canonicalUrl(href, base);
    if (link !== null && !isOwn(link)) links.add(link);
  }
  return [...links];
}

function resolve(address: string | null | undefined, base: string): string {
  if (!address) return base;
  const url = URL.parse(address, base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : base;
}

/** `zh-cn` → `zh`. */
function languageCode(tag: string | null | undefined): string | null {
  return /^\s*([a-z]{2})(?![a-z])/i.exec(tag ?? '')?.[1]?.toLowerCase() ?? null;
}
