import type { PageElement, PageNode } from './page-tree.ts';
import { statedText } from './plain-text.ts';

/** Each of these begins a line of its own. */
const BREAKING = new Set('br li p div tr dd dt ul ol dl blockquote h1 h2 h3 h4 h5 h6 center hr'.split(' '));

/** A line after one that ends so, or one that begins so, goes on where the other stopped. */
const OPEN_END = /[,，、;；:：/(（–—-]$/;
const GOES_ON = /^[(（,，;；:：/)）]/;

/** Characters of one cell or paragraph that are read. */
const LONGEST = 20_000;

export function isElement(node: PageNode): node is PageElement {
  return 'attribs' in node;
}

export function classesOf(element: PageElement): readonly string[] {
  return element.attribs.class?.split(/\s+/) ?? [];
}

/** The lines of an element as it is read, without the elements in `except` and what is in them. */
export function linesOf(element: PageElement, except: ReadonlySet<string>): string[] {
  const parts: string[] = [];
  let length = 0;
  function gather(node: PageNode): void {
    if (length > LONGEST) return;
    if ('data' in node) {
      // A line break in the source is a space; only elements break lines.
      parts.push(node.data.replaceAll('\n', ' '));
      length += node.data.length;
    }
    if (!isElement(node) || except.has(node.name)) return;
    const breaks = BREAKING.has(node.name) && !/display\s*:\s*inline/i.test(node.attribs.style ?? '');
    if (breaks) parts.push('\n');
    for (const child of node.children) gather(child);
    if (breaks) parts.push('\n');
  }
  for (const child of element.children) gather(child);
  const lines = parts.join('').slice(0, LONGEST).split('\n');
  return lines.map(statedText).filter((line) => line !== '');
}

/** Lines that stand under each other, in one: lists of any making read the same. */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text !== '') text += OPEN_END.test(text) || GOES_ON.test(line) ? ' ' : '; ';
    text += line;
  }
  return text;
}

/** A nested table speaks for itself, not for the cell that it lies in. */
export const TABLES: ReadonlySet<string> = new Set(['table']);
