import type { Cheerio } from 'cheerio';
import type { Element } from 'domhandler';
import { canonicalUrl } from '../../domain/canonical-url.ts';
import type { ArticleObservation } from '../../domain/observation.ts';
import { shortened } from '../plain-line.ts';
import { type Block, blocksOf, textOf } from './blocks.ts';
import type { ItemEntry } from './config.ts';
import { firstWithin, found, type PageDocument } from './document.ts';

import { findDate, lineThatIsDate } from './written-date.ts';

export const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 2000;
export const LONGEST_TEXT = 20_000;
export const MOST_LINKS = 50;

/** How dates are read. */
export interface Calendar {
  /** For dates that name none. */
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Entries that are elements: what each says, in the order of the page. One without a title is left out. */
export function readItems(
  part: Cheerio<Element>,
  entry: ItemEntry,
  page: PageDocument,
  calendar: Calendar,
): ArticleObservation[] {
  return found(page, entry.item, 'entry.item', part)
    .get()
    .map((item) => readItem(page.$(item) as Cheerio<Element>, entry, page, calendar))
    .filter((article) => article !== null);
}

function readItem(
  item: Cheerio<Element>,
  entry: ItemEntry,
  page: PageDocument,
  calendar: Calendar,
): ArticleObservation | null {
  const { base, language } = page;
  const pick = (selector: string | undefined, option: string) =>
    selector === undefined ? null : firstWithin(item, selector, `entry.${option}`, page);
  const text = (element: Cheerio<Element> | null) => (element?.[0] ? textOf(element[0], page) : '');
  const blocks = blocksOf(item.get(), page);
  const dated = dateOf(item, pick(entry.date, 'date'), blocks, page, calendar);
  const title = text(pick(entry.title, 'title') ?? titleOf(item, blocks)) || firstWords(blocks, dated);
  if (title === '') return null;
  const link = pick(entry.link, 'link') ?? linkOf(item);
  const href = link.attr('href');
  const url = href === undefined ? null : canonicalUrl(href, base);
  return {
    // An entry that leads nowhere is told from others by what it is called.
    guid: url === null ? `${dated?.at.slice(0, 10) ?? ''} ${title}`.trim() : null,
    url: url ?? canonicalUrl(base),
    title: shortened(title, LONGEST_TITLE),
    summary: shortened(text(pick(entry.summary, 'summary')), LONGEST_SUMMARY),
    text: shortened(blocks.map((block) => block.text).join('\n'), LONGEST_TEXT),
    publishedAt: dated?.at ?? null,
    credit: null,
    language,
    links: [...new Set(blocks.flatMap(({ links }) => links))].slice(0, MOST_LINKS),
  };
}

/** Its first heading; else its first link, where that does not hold all of it. */
function titleOf(item: Cheerio<Element>, blocks: readonly Block[]): Cheerio<Element> | null {
  const heading = item.find<Element>('h1, h2, h3, h4, h5, h6').first();
  if (heading.length > 0) return heading;
  const link = item.find<Element>('a[href]').first();
  return link.length > 0 && blocks.length > 1 && blocks.some(({ element }) => element === link[0])
    ? link
    : null;
}

/** The first line that is no date. */
function firstWords(blocks: readonly Block[], dated: Dated | null): string {
  return blocks.find(({ text }) => text !== dated?.line)?.text ?? '';
}

/** A whole card may be one link: then the item is inside it, or is it. */
function linkOf(item: Cheerio<Element>): Cheerio<Element> {
  if (item.is('a[href]')) return item;
  const inside = item.find<Element>('h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href]').first();
  return inside.length > 0 ? inside : (item.closest('a[href]') as Cheerio<Element>);
}

interface Dated {
  readonly at: string;
  /** The line that it is. */
  readonly line: string;
}

function dateOf(
  item: Cheerio<Element>,
  chosen: Cheerio<Element> | null,
  blocks: readonly Block[],
  page: PageDocument,
  { zone, now }: Calendar,
): Dated | null {
  const element = chosen ?? item.find<Element>('time').first();
  const line = element[0] === undefined ? '' : textOf(element[0], page);
  for (const written of [element.attr('datetime') ?? '', line]) {
    const date = findDate(written, zone, now);
    if (date !== null) return { at: date.at, line };
  }
  if (chosen !== null) return null;
  for (const { text } of blocks) {
    const date = lineThatIsDate(text, zone, now);
    if (date !== null) return { at: date.at, line: text };
  }
  return null;
}
