import type { AnyNode, Element } from 'domhandler';
import { canonicalUrl } from '../../domain/canonical-url.ts';
import { plainLine } from '../plain-line.ts';
import type { PageDocument } from './document.ts';

/** One paragraph as a reader sees it: what stands between two breaks of the text. */
export interface Block {
  /** One line. */
  readonly text: string;
  /** 1–6 for a heading. */
  readonly level: number | null;
  /** The element that it ends in, or a row of a table. */
  readonly element: Element;
  /** Absolute, http(s) only, each once. */
  readonly links: readonly string[];
}

/** Elements that break the text where they begin and end: https://html.spec.whatwg.org/#flow-content-3. */
const BREAKS = new Set(
  `address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary
  table tbody td tfoot th thead tr ul`.split(/\s+/),
);

const CELLS = new Set(['td', 'th']);

type ReadingPage = Pick<PageDocument, 'base' | 'skips'>;

/** The paragraphs of what is given, in their order; a row of a table is one, its cells told apart by bars. */
export function blocksOf(nodes: Iterable<AnyNode>, { base, skips }: ReadingPage): Block[] {
  const blocks: Block[] = [];
  let text = '';
  let links = new Set<string>();

  function flush(element: Element): void {
    const line = withoutBars(plainLine(text));
    if (line !== '') blocks.push({ text: line, level: headingLevel(element), element, links: [...links] });
    text = '';
    links = new Set();
  }

  function walk(node: AnyNode, owner: Element, inRow: boolean): void {
    if (node.type === 'text') text += node.data;
    if (!isElement(node) || skips(node)) return;
    const { name } = node;
    if (name === 'br' || (name === 'img' && node.attribs.alt)) text += ' ';
    const link =
      name === 'a' && !node.attribs.href?.startsWith('#')
        ? canonicalUrl(node.attribs.href ?? '', base)
        : null;
    if (link !== null) links.add(link);
    const breaks = BREAKS.has(name);
    if (breaks && !inRow) flush(owner);
    if (breaks && inRow) text += CELLS.has(name) ? ' | ' : ' ';
    const row = inRow || name === 'tr';
    const inner = breaks && !inRow ? node : owner;
    for (const child of node.children) walk(child, inner, row);
    if (breaks && inRow) text += ' ';
    if (breaks && !inRow) flush(node);
  }

  for (const node of nodes) {
    if (!isElement(node)) continue;
    walk(node, node, false);
    flush(node);
  }
  return blocks;
}

/** All text of an element in one line, paragraphs told apart by blanks. */
export function textOf(element: AnyNode, page: ReadingPage): string {
  return blocksOf([element], page)
    .map(({ text }) => text)
    .join(' ');
}

export function isElement(node: AnyNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

/** Of the empty cells at the ends of a row. */
function withoutBars(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && /[| ]/.test(line[start] as string)) start++;
  while (end > start && /[| ]/.test(line[end - 1] as string)) end--;
  return line.slice(start, end);
}

function headingLevel({ name }: Element): number | null {
  const digit = /^h([1-6])$/.exec(name)?.[1];
  return digit === undefined ? null : Number(digit);
}
