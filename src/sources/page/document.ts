import type { Cheerio, CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { ModelwatchError, UpstreamError } from '../../errors.ts';
import { plainLine, shortened } from '../plain-line.ts';

/** Far deeper than any page is; what reads the tree calls itself for each level. */
const DEEPEST = 500;

/** Never text that a reader sees; struck out, what it says no longer holds, as a price before a cut. */
const UNREAD = new Set(
  'script style template noscript svg iframe object video audio canvas select button dialog del s strike'.split(
    ' ',
  ),
);

/** What stands around the text of a page that marks it no better. */
const AROUND = new Set(['nav', 'footer', 'aside', 'form']);
const ROLES_AROUND = new Set(['navigation', 'contentinfo', 'search']);

export interface PageDocument {
  readonly $: CheerioAPI;
  /** Where it was found in the end, after redirects: links are relative to it, or to its `<base>`. */
  readonly base: string;
  /** ISO 639-1, of `<html lang>`. */
  readonly language: string | null;
  /** Whether an element is passed over, with all that is in it. */
  readonly skips: (element: Element) => boolean;
}

/** A page's tree, with what nobody sees of it. Throws UpstreamError where it is nested deeper than any page. */
export async function parsePage(html: string, url: string): Promise<PageDocument> {
  const $ = await load(html);
  const written = $('base[href]').first().attr('href') ?? '';
  const base = URL.canParse(written, url) ? new URL(written, url).href : url;
  const language = /^[a-z]{2}(?![a-z])/i.exec($('html').attr('lang') ?? '')?.[0]?.toLowerCase() ?? null;
  return { $, base, language, skips: isUnread };
}

/**
 * htmlparser2 in place of cheerio's parse5: each of its steps costs the same however deep the tree is, so that a page
 * made to be slow is not, and it can be stopped at a depth.
 */
async function load(html: string): Promise<CheerioAPI> {
  // Heavy, and needed by no command that only reads.
  const [{ load: loadTree }, { DomHandler, Parser }] = await Promise.all([
    import('cheerio'),
    import('htmlparser2'),
  ]);
  class ShallowHandler extends DomHandler {
    override onopentag(name: string, attributes: Record<string, string>): void {
      if (this.tagStack.length > DEEPEST) {
        throw new UpstreamError('upstream-shape', 'the page is nested deeper than any page', {
          deepest: DEEPEST,
        });
      }
      super.onopentag(name, attributes);
    }
  }
  const handler = new ShallowHandler();
  new Parser(handler).end(html);
  // Another copy of the same node types.
  return loadTree(handler.root as unknown as AnyNode);
}

/** Asked of each element as it is come by: selecting and removing them first looks at all siblings of each. */
function isUnread({ name, attribs }: Element): boolean {
  if (UNREAD.has(name) || attribs.hidden !== undefined || attribs['aria-hidden'] === 'true') return true;
  return attribs.style !== undefined && /(?:display:\s?none|visibility:\s?hidden)/i.test(attribs.style);
}

function isAround({ name, attribs }: Element): boolean {
  return AROUND.has(name) || ROLES_AROUND.has(attribs.role ?? '');
}

export interface WatchedPart {
  readonly part: Cheerio<Element>;
  /** The page, with what stands around the watched part passed over. */
  readonly page: PageDocument;
}

/**
 * What of the page is watched. By a selector, all that it finds and nothing taken away. Otherwise what the page itself
 * marks as its main text, `<main>` before a single `<article>`, else all of its body, without what stands around the
 * text. Throws UpstreamError `selector-empty` where there is nothing.
 */
export function watchedPart(page: PageDocument, select: string | undefined): WatchedPart {
  if (select !== undefined) return { part: found(page, select, 'select', null), page };
  const { $ } = page;
  const main = [$('main').first(), $('[role="main"]').first()].find(({ length }) => length > 0);
  const articles = $('article');
  const marked = main ?? (articles.length === 1 ? articles : null);
  // htmlparser2 adds no <body> where a page has none.
  const body = $('body').first();
  const part = marked ?? (body.length > 0 ? body : $.root().children());
  // Inside a main text a <header> holds its title; outside it is the site's.
  const isSiteHeader = ({ name, attribs }: Element) => name === 'header' || attribs.role === 'banner';
  const skips = (element: Element) =>
    isUnread(element) || isAround(element) || (marked === null && isSiteHeader(element));
  return { part: part as Cheerio<Element>, page: { ...page, skips } };
}

/** All that a selector finds, at least one. `option`: where in the configuration it stands; null for the whole page. */
export function found(
  page: PageDocument,
  selector: string,
  option: string,
  part: Cheerio<Element> | null,
): Cheerio<Element> {
  // Selected in the whole page and filtered: `find` compares all children of the part with one another.
  const roots = part === null ? null : new Set<unknown>(part.get());
  const elements = select(option, selector, () => page.$(selector) as Cheerio<Element>);
  const read = elements.filter((_, element) => isRead(element, page.skips, roots));
  if (read.length > 0) return read;
  throw selectorEmpty(option, selector, page);
}

/** The first that a selector finds in an entry; maybe none. */
export function firstWithin(
  item: Cheerio<Element>,
  selector: string,
  option: string,
  { skips }: PageDocument,
): Cheerio<Element> {
  const roots = new Set<unknown>(item.get());
  const elements = select(option, selector, () => item.find<Element>(selector));
  return elements.filter((_, element) => isRead(element, skips, roots)).first();
}

/** Throws ModelwatchError `selector-invalid` where the selector is none. */
function select(option: string, selector: string, find: () => Cheerio<Element>): Cheerio<Element> {
  try {
    return find();
  } catch (error) {
    throw new ModelwatchError(
      'selector-invalid',
      'a CSS selector of the configuration cannot be used',
      'give-up',
      { option, selector, problem: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}

/** Whether it is read, and in one of the roots where there are any: what those stand in does not matter. */
function isRead(element: Element, skips: PageDocument['skips'], roots: ReadonlySet<unknown> | null): boolean {
  for (let node: Element['parent'] = element; node !== null; node = node.parent) {
    if (roots?.has(node)) return node !== element;
    if (node.type === 'tag' && skips(node)) return false;
  }
  return roots === null;
}

/** Never "no change": the page was rebuilt, is made by scripts, or is another one. */
export function selectorEmpty(option: string, selector: string | null, { $ }: PageDocument): UpstreamError {
  const title = $('title').first().text();
  return new UpstreamError(
    'selector-empty',
    'nothing was found where the page is watched: it may have been rebuilt, or be filled in by scripts; open it, and mend the option',
    { option, selector, title: shortened(plainLine(title), 100) || null },
  );
}
