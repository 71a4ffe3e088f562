import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import type { Language } from '../language.ts';
import type { FeedFormat } from './config.ts';
import { type FeedEntry, uuidOf } from './entry.ts';

export interface FeedHead {
  /** Of the file, without its ending: `all`, `lab-zhipu`. */
  readonly name: string;
  readonly title: string;
  /** Id of the channel. */
  readonly channel: string;
  /** With a slash at its end; null where nobody said. */
  readonly baseUrl: string | null;
  readonly language: Language;
}

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
  const self = addressOf(head, 'rss');
  return generateRssFeed({
    title: head.title,
    link: head.baseUrl ?? PAGE,
    description: head.title,
    language: head.language,
    generator: 'modelwatch',
    lastBuildDate: updatedOf(entries),
    ...(self === null ? {} : { atom: { links: [{ href: self, rel: 'self', type: 'application/rss+xml' }] } }),
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
  const self = addressOf(head, 'atom');
  return generateAtomFeed({
    id: `urn:uuid:${uuidOf(`feed ${head.channel} ${head.name}`)}`,
    xml: { lang: head.language },
    title: { value: head.title },
    updated: updatedOf(entries),
    generator: { text: 'modelwatch' },
    authors: [{ name: 'modelwatch' }],
    ...(self === null ? {} : { links: [{ href: self, rel: 'self', type: 'application/atom+xml' }] }),
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
  const self = addressOf(head, 'json');
  const feed = generateJsonFeed({
    title: head.title,
    language: head.language,
    authors: [{ name: 'modelwatch' }],
    ...(head.baseUrl === null ? {} : { home_page_url: head.baseUrl }),
    ...(self === null ? {} : { feed_url: self }),
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

function addressOf({ baseUrl, name }: FeedHead, format: FeedFormat): string | null {
  return baseUrl === null ? null : `${baseUrl}${name}.${format}`;
}

function updatedOf(entries: readonly FeedEntry[]): Date {
  return new Date(Math.max(0, ...entries.map(({ updated }) => Date.parse(updated))));
}
