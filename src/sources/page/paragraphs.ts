import type { Cheerio } from 'cheerio';
import type { Element } from 'domhandler';
import type { ArticleObservation } from '../../domain/observation.ts';
import { shortened } from '../plain-line.ts';
import { blocksOf } from './blocks.ts';
import type { PageDocument } from './document.ts';
import { isTrivial } from './trivial.ts';

const LONGEST_TITLE = 300;
const LONGEST_TEXT = 20_000;
const MOST_LINKS = 50;

/**
 * Each paragraph of the watched part as an article without date or link of its own, each once: an edited one is one
 * that is gone and one that is new. `url`: of the page.
 */
export function readParagraphs(
  part: Cheerio<Element>,
  page: PageDocument,
  url: string,
): ArticleObservation[] {
  const paragraphs = new Map<string, ArticleObservation>();
  for (const { text, links } of blocksOf(outermost(part), page)) {
    const title = shortened(text, LONGEST_TITLE);
    if (isTrivial(text) || paragraphs.has(title)) continue;
    paragraphs.set(title, {
      guid: null,
      url,
      title,
      summary: '',
      text: shortened(text, LONGEST_TEXT),
      publishedAt: null,
      credit: null,
      language: page.language,
      links: links.slice(0, MOST_LINKS),
    });
  }
  return [...paragraphs.values()];
}

/** A selector may find an element and others inside it: those are read with it. */
export function outermost(part: Cheerio<Element>): Element[] {
  const all = new Set<unknown>(part.get());
  return part.get().filter((element) => {
    for (let parent = element.parent; parent !== null; parent = parent.parent) {
      if (all.has(parent)) return false;
    }
    return true;
  });
}
