import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line of docs/coverage/: what became of one paragraph, or of several together. */
export interface CoverageLine {
  readonly first: number;
  readonly last: number;
  /** How the first of them begins. */
  readonly pointer: string;
  /** Empty where it says why there are none. */
  readonly claims: readonly { readonly subject: string; readonly attributes: readonly string[] }[];
}

const LINE = /^- p\. (\d+)(?:–(\d+))? “(.+?)”: (.+)$/;

/** Reads what docs/coverage.md describes. Throws at a list entry that is written otherwise. */
export function readCoverage(text: string): CoverageLine[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => {
      const match = LINE.exec(line);
      if (match === null) throw new Error(`Not a line of coverage: ${line}`);
      const [, first = '', last = first, pointer = '', what = ''] = match;
      return { first: Number(first), last: Number(last), pointer, claims: claimsIn(what) };
    });
}

function claimsIn(what: string): CoverageLine['claims'] {
  return what.split('; ').flatMap((part) => {
    const [subject = '', attributes] = part.split(' · ');
    return attributes === undefined ? [] : [{ subject, attributes: attributes.split(', ') }];
  });
}

/** The paragraphs of each article, by its number: what blank lines separate below its heading "### Result N". */
export function articleParagraphs(folder: string): Map<number, string[]> {
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const [, ...parts] = text.split(/^### Result (?=\d+\s*$)/m);
  return new Map(
    parts.map((part) => {
      const number = /^\d+/.exec(part)?.[0] ?? '';
      const paragraphs = part.slice(number.length).split(/\n[ \t]*\n/);
      return [Number(number), paragraphs.map((one) => one.trim()).filter((one) => one !== '')];
    }),
  );
}
