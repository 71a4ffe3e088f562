import { DomHandler, Parser } from 'htmlparser2';
import { UpstreamError } from '../../errors.ts';
import { letOthersRun } from '../../event-loop.ts';
import { isFurniture } from './furniture.ts';

export type PageRoot = DomHandler['root'];
export type PageNode = PageRoot['children'][number];
export type PageElement = Extract<PageNode, { readonly attribs: unknown }>;

/** Articles are some forty deep. What is deeper is made to exhaust the stack, or to make closing tags quadratic. */
const DEEPEST = 200;

/** Parsed in one turn of the event loop, in characters: some milliseconds. */
const PIECE = 64 * 1024;

/**
 * The content of a page as a tree that cheerio can be loaded with, without scripts, references, navigation and what is
 * hidden: those are left out while parsing, since taking a hundred thousand nodes out afterwards costs the square of
 * them. Throws UpstreamError `upstream-shape` where elements lie deeper than in any article.
 */
export async function readPageTree(html: string): Promise<PageRoot> {
  const handler = new ContentHandler();
  const parser = new Parser(handler);
  for (let at = 0; at < html.length; at += PIECE) {
    parser.write(html.slice(at, at + PIECE));
    await letOthersRun();
  }
  parser.end();
  return handler.root;
}

class ContentHandler extends DomHandler {
  #depth = 0;
  /** How many open elements are left out, the outermost of them included. */
  #leftOut = 0;

  override onopentag(name: string, attribs: Record<string, string>): void {
    this.#depth++;
    if (this.#depth > DEEPEST) {
      throw new UpstreamError('upstream-shape', 'the page has elements deeper than any article', {
        depth: this.#depth,
      });
    }
    if (this.#leftOut > 0 || isFurniture(name, attribs)) this.#leftOut++;
    else super.onopentag(name, attribs);
  }

  override onclosetag(): void {
    this.#depth--;
    if (this.#leftOut > 0) this.#leftOut--;
    else super.onclosetag();
  }

  override ontext(data: string): void {
    if (this.#leftOut === 0) super.ontext(data);
  }

  override oncomment(): void {}

  override oncommentend(): void {}

  override onprocessinginstruction(): void {}
}
