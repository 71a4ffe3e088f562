import { z } from 'zod';
import type { PaceHints } from './pace.ts';
import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from './parsed-feed.ts';

/** A feed of whatever format, in one shape; texts as the feed has them, entities resolved once. */
export interface FeedDocument {
  /** What addresses are relative to, before the feed's own address. */
  readonly base: string | null;
  readonly language: string | null;
  readonly pace: PaceHints;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly guid?: string | undefined;
  readonly link?: string | undefined;
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly content?: string | undefined;
  /** Whether `content` is plain text, in which `<` and `&` mean themselves. */
  readonly isPlain?: boolean;
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  readonly credit?: string | undefined;
  readonly language?: string | undefined;
  readonly base?: string | undefined;
  /** Addresses that it is about, beside its own. */
  readonly related?: readonly (string | undefined)[] | undefined;
}

/** RSS 0.9x to 2.0 (https://www.rssboard.org/rss-specification). */
export function ofRss(feed: RssFeed): FeedDocument {
  return {
    base: feed.xml?.base ?? feed.link ?? alternate(feed.atom?.links) ?? null,
    language: feed.language ?? feed.dc?.languages?.[0] ?? null,
    pace: {
      ...(isPositive(feed.ttl) ? { ttl: feed.ttl } : {}),
      ...periodOf(feed.sy),
      ...skippedOf(feed.skipHours, feed.skipDays),
    },
    items: (feed.items ?? []).map((item): FeedItem => {
      const permalink = item.guid?.isPermaLink === false ? undefined : webAddress(item.guid?.value);
      return {
        guid: item.guid?.value,
        link: item.link ?? alternate(item.atom?.links) ?? permalink,
        title: item.title ?? item.dc?.titles?.[0] ?? item.media?.title?.value,
        summary: item.description ?? item.atom?.summary?.value ?? item.dc?.descriptions?.[0],
        content: item.content?.encoded ?? item.atom?.content?.value,
        published:
          item.pubDate ??
          item.atom?.published ??
          item.dcterms?.issued?.[0] ??
          item.dcterms?.created?.[0] ??
          item.dc?.dates?.[0] ??
          item.prism?.publicationDates?.[0],
        updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
        // The agency that it was taken from says more of whose word it is than who wrote it.
        credit: item.source?.title ?? namesOf(item.authors) ?? item.dc?.creators?.join(', '),
        language: item.xml?.lang ?? item.dc?.languages?.[0],
        base: item.xml?.base,
      };
    }),
  };
}

/** RSS 0.90 and 1.0 (https://web.resource.org/rss/1.0/spec). */
export function ofRdf(feed: RdfFeed): FeedDocument {
  return {
    base: feed.xml?.base ?? feed.link ?? null,
    language: feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    pace: { ...periodOf(feed.sy) },
    items: (feed.items ?? []).map((item): FeedItem => {
      const about = item.rdf?.about;
      return {
        guid: about,
        link: item.link ?? webAddress(about),
        title: item.title ?? item.dc?.titles?.[0],
        summary: item.description ?? item.dc?.descriptions?.[0],
        content: item.content?.encoded,
        published: item.dcterms?.issued?.[0] ?? item.dc?.dates?.[0],
        updated: item.dcterms?.modified?.[0],
        credit: item.dc?.creators?.join(', '),
        language: item.xml?.lang ?? item.dc?.languages?.[0],
        base: item.xml?.base,
      };
    }),
  };
}

/** Atom 1.0 (https://www.rfc-editor.org/rfc/rfc4287) and 0.3. */
export function ofAtom(feed: AtomFeed): FeedDocument {
  return {
    base: feed.xml?.base ?? alternate(feed.links) ?? null,
    language: feed.xml?.lang ?? null,
    pace: { ...periodOf(feed.sy) },
    items: (feed.entries ?? []).map(
      (entry): FeedItem => ({
        guid: entry.id,
        link: alternate(entry.links) ?? webAddress(entry.id),
        title: entry.title?.value ?? entry.media?.title?.value,
        summary: entry.summary?.value ?? entry.media?.groups?.[0]?.description?.value,
        content: entry.content?.value,
        published: entry.published ?? entry.dcterms?.issued?.[0] ?? entry.dc?.dates?.[0],
        updated: entry.updated,
        credit: entry.source?.title?.value ?? namesOf(entry.authors) ?? entry.dc?.creators?.join(', '),
        language: entry.xml?.lang,
        base: entry.xml?.base ?? entry.content?.xml?.base,
        related: entry.links?.filter(({ rel }) => rel === 'related' || rel === 'via').map(({ href }) => href),
      }),
    ),
  };
}

/** JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function ofJson(feed: JsonFeed): FeedDocument {
  return {
    base: feed.home_page_url ?? null,
    language: feed.language ?? null,
    pace: {},
    items: (feed.items ?? []).map(
      (item): FeedItem => ({
        guid: item.id,
        link: item.url ?? item.external_url ?? webAddress(item.id),
        title: item.title,
        summary: item.summary,
        content: item.content_html ?? item.content_text,
        isPlain: item.content_html === undefined,
        published: item.date_published,
        updated: item.date_modified,
        credit: namesOf(item.authors),
        language: item.language,
        related: [item.external_url],
      }),
    ),
  };
}

/** Nothing but text is taken; what is odd is passed over. */
const text = z.optional(z.string().catch(''));

/** RSS 2.0 written as JSON, attributes and elements alike as members (https://github.com/scripting/Scripting-News/tree/master/rss-in-json). */
export const rssInJsonSchema = z
  .object({
    rss: z.object({
      channel: z.object({
        link: text,
        language: text,
        item: z.array(
          z.object({
            title: text,
            link: text,
            description: text,
            pubDate: text,
            guid: z.optional(z.union([z.object({ '#value': text }), z.string()]).catch('')),
          }),
        ),
      }),
    }),
  })
  .transform(({ rss: { channel } }): FeedDocument => {
    const items = channel.item.map(({ title, link, description, pubDate, guid }): FeedItem => {
      const own = typeof guid === 'object' ? guid['#value'] : guid;
      return { guid: own, link: link ?? webAddress(own), title, summary: description, published: pubDate };
    });
    return { base: channel.link ?? null, language: channel.language ?? null, pace: {}, items };
  });

interface Link {
  readonly href?: string | undefined;
  readonly rel?: string | undefined;
  readonly type?: string | undefined;
}

/** A link without `rel` is an alternate one; of several, the page for people. */
function alternate(links: readonly Link[] | undefined): string | undefined {
  const alternates = links?.filter(
    ({ rel = 'alternate', href }) => rel === 'alternate' && href !== undefined,
  );
  return (alternates?.find(({ type }) => type === undefined || type === 'text/html') ?? alternates?.[0])
    ?.href;
}

/** Addresses of mail are nobody's name. */
function namesOf(people: readonly { readonly name?: string | undefined }[] | undefined): string | undefined {
  const names = people?.map(({ name }) => name).filter((name) => name !== undefined && !name.includes('@'));
  return names?.join(', ') || undefined;
}

function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//i.test(value) ? value : undefined;
}

/** https://web.resource.org/rss/1.0/modules/syndication/: so often in each period. */
const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

function periodOf(sy: RssFeed['sy']): Pick<PaceHints, 'period'> {
  const minutes = PERIOD_MINUTES[sy?.updatePeriod?.trim().toLowerCase() ?? ''];
  if (minutes === undefined) return {};
  return { period: minutes / Math.max(sy?.updateFrequency ?? 1, 1) };
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function skippedOf(
  hours: readonly number[] | undefined,
  days: readonly string[] | undefined,
): Pick<PaceHints, 'skipHours' | 'skipDays'> {
  // Some write midnight as 24: https://www.rssboard.org/skip-hours-days.
  const skipHours = hours
    ?.filter((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24)
    .map((hour) => hour % 24);
  const skipDays = days?.map((day) => DAYS.indexOf(day.trim().toLowerCase())).filter((day) => day >= 0);
  return { ...(skipHours?.length ? { skipHours } : {}), ...(skipDays?.length ? { skipDays } : {}) };
}

function isPositive(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0;
}
