import type { ArticleObservation, EntryObservation } from './observation.ts';

/**
 * What is kept of a text at most, in UTF-16 units. An upstream may send a title of megabytes; nobody reads more of one
 * than this, and a store is not filled by one feed.
 */
const MOST = {
  guid: 1000,
  title: 500,
  summary: 5000,
  text: 20_000,
  url: 2000,
  credit: 200,
  links: 50,
} as const;
const MOST_OF_ENTRY = { key: 300, name: 300, place: 500, field: 2000, fields: 100, quote: 300 } as const;

/** The article as it is compared, recognised and stored. */
export function boundArticle(article: ArticleObservation): ArticleObservation {
  return {
    guid: article.guid === null ? null : cut(article.guid, MOST.guid),
    url: webAddress(article.url),
    title: cut(article.title, MOST.title),
    summary: cut(article.summary, MOST.summary),
    text: cut(article.text, MOST.text),
    publishedAt: article.publishedAt,
    credit: article.credit === null ? null : cut(article.credit, MOST.credit),
    language: article.language === null ? null : cut(article.language, MOST.credit),
    links: article.links
      .slice(0, MOST.links)
      .map(webAddress)
      .filter((link) => link !== null),
  };
}

/** The entry as it is compared and stored. */
export function boundEntry(entry: EntryObservation): EntryObservation {
  const fields = Object.entries(entry.fields)
    .slice(0, MOST_OF_ENTRY.fields)
    .map(([name, value]) => [cut(name, MOST_OF_ENTRY.name), cut(value, MOST_OF_ENTRY.field)] as const);
  return {
    key: cut(entry.key, MOST_OF_ENTRY.key),
    statement: entry.statement,
    subject: cut(entry.subject, MOST_OF_ENTRY.name),
    developer: entry.developer === null ? null : cut(entry.developer, MOST_OF_ENTRY.name),
    place: cut(entry.place, MOST_OF_ENTRY.place),
    fields: Object.fromEntries(fields),
    quote: entry.quote === null ? null : cut(entry.quote, MOST_OF_ENTRY.quote),
    url: entry.url,
  };
}

/** An address that was cut leads elsewhere: one that is too long is none. */
function webAddress(address: string | null): string | null {
  return address !== null && address.length <= MOST.url && /^https?:\/\//i.test(address) ? address : null;
}

/**
 * Well-formed and without control characters: a text that the database gives back otherwise than it was put in would be
 * new at every look.
 */
export function cut(text: string, most: number): string {
  const short = text.length > most ? text.slice(0, most) : text;
  return short.isWellFormed() && !CONTROL.test(short)
    ? short
    : short.toWellFormed().replaceAll(new RegExp(CONTROL, 'g'), ' ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
