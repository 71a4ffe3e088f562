import type { Cheerio } from 'cheerio';
import type { Element } from 'domhandler';
import { canonicalUrl } from '../../domain/canonical-url.ts';
import type { ArticleObservation } from '../../domain/observation.ts';
import { shortened } from '../plain-line.ts';
import { type Block, blocksOf } from './blocks.ts';
import { found, type PageDocument } from './document.ts';
import { type Calendar, LONGEST_TEXT, LONGEST_TITLE, MOST_LINKS } from './item-entries.ts';

import { outermost } from './paragraphs.ts';
import { lineThatIsDate } from './written-date.ts';

/** A heading and all that stands under it. */
interface Section {
  readonly heading: Block;
  readonly blocks: readonly Block[];
}

/**
 * Entries that no element holds: each begins with a heading that the selector finds and ends before the next, or before
 * a higher one. Where a heading is nothing but a date (`Date: 2025-08-21`), it is the date of what stands under it: one
 * entry for each heading of the next level, and one for what stands before the first.
 */
export function readHeaded(
  part: Cheerio<Element>,
  selector: string,
  page: PageDocument,
  calendar: Calendar,
): ArticleObservation[] {
  const starts = new Set<unknown>(found(page, selector, 'entry.heading', part).get());
  const blocks = blocksOf(outermost(part), page);
  const sections = splitAt(blocks, ({ element }) => starts.has(element));
  return sections.flatMap((section) => entriesOf(section, page, calendar));
}

function splitAt(blocks: readonly Block[], begins: (block: Block) => boolean): Section[] {
  const sections: { heading: Block; blocks: Block[] }[] = [];
  let open: { heading: Block; blocks: Block[] } | null = null;
  for (const block of blocks) {
    if (begins(block)) {
      open = { heading: block, blocks: [] };
      sections.push(open);
    } else if (open !== null && isHigher(block, open.heading)) {
      open = null;
    } else {
      open?.blocks.push(block);
    }
  }
  return sections;
}

function isHigher(block: Block, heading: Block): boolean {
  return block.level !== null && heading.level !== null && block.level < heading.level;
}

function entriesOf(section: Section, page: PageDocument, calendar: Calendar): ArticleObservation[] {
  const date = lineThatIsDate(section.heading.text, calendar.zone, calendar.now);
  if (date === null) {
    const inside = section.blocks.map(({ text }) => lineThatIsDate(text, calendar.zone, calendar.now));
    return [entry(section, inside.find((date) => date !== null)?.at ?? null, page)];
  }
  const { blocks } = section;
  const cut = blocks.findIndex(({ level }) => level !== null);
  const level = blocks[cut]?.level ?? 0;
  const [title, ...rest] = cut === -1 ? blocks : blocks.slice(0, cut);
  const before = title === undefined ? [] : [{ heading: title, blocks: rest }];
  const parts = splitAt(blocks.slice(before.length === 0 ? 0 : rest.length + 1), (block) => {
    return block.level !== null && block.level <= level;
  });
  return [...before, ...parts].map((one) => entry(one, date.at, page));
}

function entry({ heading, blocks }: Section, at: string | null, page: PageDocument): ArticleObservation {
  const { id } = heading.element.attribs;
  const fragment = heading.level !== null && id ? `#${id}` : null;
  const links = new Set([heading, ...blocks].flatMap((block) => block.links));
  return {
    // All entries share the page's address: what tells them apart is the heading's own mark, else day and title.
    guid: fragment ?? `${at?.slice(0, 10) ?? ''} ${shortened(heading.text, LONGEST_TITLE)}`.trim(),
    url: canonicalUrl(page.base),
    title: shortened(heading.text, LONGEST_TITLE),
    summary: '',
    text: shortened(blocks.map(({ text }) => text).join('\n'), LONGEST_TEXT),
    publishedAt: at,
    credit: null,
    language: page.language,
    links: [...links].slice(0, MOST_LINKS),
  };
}
