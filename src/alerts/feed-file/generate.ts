import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import type { Language } from '../language.ts';
import type { FeedFormat } from './config.ts';
import { type FeedEntry, uuidOf } from './entry.ts';

export interface FeedHead {
  /** What tells it from all other feeds: its id, where the format has one, is made from it. */
  readonly identity: string;
  readonly title: string;
  /** The page that it belongs to; null where nobody said. */
  readonly page: string | null;
  /** Where it is found in a format; null where nobody said. */
  readonly address: (format: FeedFormat) => string | null;
  /** Where readers ask to be pushed to (https://www.w3.org/TR/websub/#discovery). */
  readonly hub?: string | null;
  readonly language: Language;
}

/** Media types of the formats. */
export const FEED_TYPES = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const satisfies Readonly<Record<FeedFormat, string>>;

/** RSS asks every feed for a page that it belongs to. */
const PAGE = 'https://huggingface.co/models';

/** The feed as text. The same entries always give the same text: its date is that of the newest change. */
export function generateFeed(format: FeedFormat, head: FeedHead, entries: readonly FeedEntry[]): string {
  return GENERATORS[format](head, entries);
}

const GENERATORS: Readonly<Record<FeedFormat, (head: FeedHead, entries: readonly FeedEntry[]) => string>> = {
  rss,
  atom,
  json,
};

function rss(head: FeedHead, entries: readonly FeedEntry[]): string {
  const links = linksOf(head, 'rss');
  return generateRssFeed({
    title: head.title,
    link: head.page ?? PAGE,
    description: head.title,
    language: head.language,
    generator: 'modelwatch',
    lastBuildDate: updatedOf(entries),
    ...(links.length === 0 ? {} : { atom: { links } }),
    items: entries.map((entry) => ({
      title: withoutTags(entry.title),
      description: entry.html || withoutTags(entry.title),
      guid: { value: entry.id, isPermaLink: false },
      pubDate: new Date(entry.published),
      categories: categoriesOf(entry).map((name) => ({ name })),
      ...(entry.url === null ? {} : { link: entry.url }),
    })),
  });
}

function atom(head: FeedHead, entries: readonly FeedEntry[]): string {
  const links = linksOf(head, 'atom');
  return generateAtomFeed({
    id: `urn:uuid:${uuidOf(`feed ${head.identity}`)}`,
    xml: { lang: head.language },
    title: { value: head.title },
    updated: updatedOf(entries),
    generator: { text: 'modelwatch' },
    authors: [{ name: 'modelwatch' }],
    ...(links.length === 0 ? {} : { links }),
    entries: entries.map((entry) => ({
      id: entry.id,
      title: { value: entry.title, type: 'text' },
      published: new Date(entry.published),
      updated: new Date(entry.updated),
      content: { value: entry.html || entry.title, type: entry.html === '' ? 'text' : 'html' },
      categories: categoriesOf(entry).map((term) => ({ term })),
      ...(entry.url === null ? {} : { links: [{ href: entry.url, rel: 'alternate' }] }),
    })),
  });
}

function json(head: FeedHead, entries: readonly FeedEntry[]): string {
  const self = head.address('json');
  const feed = generateJsonFeed({
    title: head.title,
    language: head.language,
    authors: [{ name: 'modelwatch' }],
    ...(head.page === null ? {} : { home_page_url: head.page }),
    ...(self === null ? {} : { feed_url: self }),
    ...(head.hub == null ? {} : { hubs: [{ type: 'WebSub', url: head.hub }] }),
    items: entries.map((entry) => ({
      id: entry.id,
      title: entry.title,
      content_html: entry.html,
      content_text: entry.text || entry.title,
      date_published: new Date(entry.published),
      date_modified: new Date(entry.updated),
      tags: categoriesOf(entry),
      ...(entry.url === null ? {} : { url: entry.url }),
    })),
  });
  return `${JSON.stringify(feed, null, 2)}\n`;
}

/** RSS does not say whether a title is text or HTML, and readers differ: what looks like a tag must be none to either. */
function withoutTags(title: string): string {
  return title.replaceAll('<', '‹').replaceAll('>', '›');
}

function categoriesOf({ kind, lab }: FeedEntry): string[] {
  return lab === null ? [kind] : [kind, lab.name];
}

function linksOf({ address, hub }: FeedHead, format: 'rss' | 'atom') {
  const self = address(format);
  return [
    ...(self === null ? [] : [{ href: self, rel: 'self', type: FEED_TYPES[format] }]),
    ...(hub == null ? [] : [{ href: hub, rel: 'hub' }]),
  ];
}

function updatedOf(entries: readonly FeedEntry[]): Date {
  return new Date(Math.max(0, ...entries.map(({ updated }) => Date.parse(updated))));
}
