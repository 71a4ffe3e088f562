import type { PageElement, PageRoot } from './page-tree.ts';
import { cut } from './plain-text.ts';
import { classesOf, isElement, joinLines, linesOf, TABLES } from './words-of.ts';

interface Place {
  /** From the second level down; empty above the first of them. */
  readonly headings: readonly string[];
  /** Of the nearest heading; null above the first. */
  readonly anchor: string | null;
}

/** A table or a paragraph, and where it stands. */
export type PagePart = Place &
  (
    | { readonly kind: 'table'; readonly table: PageElement; readonly caption: string }
    | { readonly kind: 'text'; readonly lines: readonly string[] }
  );

/** Each is read by itself, so its words are not read again with what it lies in. */
const TEXTS: ReadonlySet<string> = new Set(['p', 'li', 'dd', 'dt', 'blockquote']);
const NOT_OF_TEXT: ReadonlySet<string> = new Set([...TEXTS, 'table', 'ul', 'ol', 'dl']);

const HEADING = /^h([1-6])$/;
const LONGEST_HEADING = 120;

/** Sections that speak of other pages and of sources. */
const APPENDICES =
  /^(?:references?|notes?|notes and references|footnotes?|citations?|sources?|bibliography|works cited|see also|external links?|further reading|参考文献|參考文獻|参考资料|參考資料|参考来源|參考來源|资料来源|注释|註釋|注釋|脚注|腳註|备注|参见|參見|参看|參看|另见|外部链接|外部連結|外部鏈接|延伸阅读|延伸閱讀|相关条目|相關條目)$/i;

/**
 * Tables and paragraphs in the order of the page. Sections are told by their headings alone, so it makes no difference
 * whether those are bare, wrapped in `div.mw-heading`, hold a `span.mw-headline`, or stand in `section` elements.
 */
export function* partsOf(root: PageRoot): Generator<PagePart> {
  const open: { readonly level: number; readonly text: string; readonly anchor: string | null }[] = [];

  function place(): Place {
    const headings = open.map(({ text }) => text);
    return { headings, anchor: open.at(-1)?.anchor ?? null };
  }

  function enter(heading: PageElement, level: number): void {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const text = cut(joinLines(linesOf(heading, TABLES)), LONGEST_HEADING);
    open.push({ level, text, anchor: anchorOf(heading) });
  }

  function* walk(parent: PageElement | PageRoot, inData: boolean): Generator<PagePart> {
    for (const node of parent.children) {
      if (!isElement(node)) continue;
      const level = HEADING.exec(node.name)?.[1];
      if (level !== undefined && !inData) enter(node, Number(level));
      else yield* read(node, inData);
    }
  }

  function* read(node: PageElement, inData: boolean): Generator<PagePart> {
    const told = !open.some(({ text }) => APPENDICES.test(text));
    if (node.name === 'table') {
      if (told) yield { kind: 'table', table: node, caption: captionOf(node), ...place() };
      // Words in a table of data are its own; in a table that only arranges the page they are the page's.
      yield* walk(node, inData || isData(node));
      return;
    }
    if (told && !inData && TEXTS.has(node.name)) {
      const lines = linesOf(node, NOT_OF_TEXT);
      if (lines.length > 0) yield { kind: 'text', lines, ...place() };
    }
    yield* walk(node, inData);
  }

  yield* walk(root, false);
}

function isData(table: PageElement): boolean {
  return classesOf(table).some((name) => name === 'wikitable' || name === 'infobox');
}

function captionOf(table: PageElement): string {
  const caption = table.children.filter(isElement).find(({ name }) => name === 'caption');
  return caption === undefined ? '' : cut(joinLines(linesOf(caption, TABLES)), LONGEST_HEADING);
}

/** `h2#History`, or `h2 > span.mw-headline#History` where the parser is the older one. */
function anchorOf(heading: PageElement): string | null {
  if (heading.attribs.id) return heading.attribs.id;
  const headline = heading.children
    .filter(isElement)
    .find((child) => classesOf(child).includes('mw-headline'));
  return headline?.attribs.id || null;
}
