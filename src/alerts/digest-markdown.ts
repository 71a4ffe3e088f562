import {
  cellsOf,
  type DigestBlock,
  type DigestDocument,
  type DigestLine,
  type DigestRow,
  labelOf,
} from './digest-document.ts';
import { phrasesOf } from './languages/index.ts';

/** A digest as Markdown with tables: https://github.github.com/gfm/#tables-extension-. Ends in a line break. */
export function digestMarkdown({ language, title, sections }: DigestDocument): string {
  const { digest } = phrasesOf(language);
  const body =
    sections.length === 0
      ? [digest.nothing]
      : sections.flatMap((section) => [`## ${escaped(section.title)}`, ...section.blocks.map(blockText)]);
  return `${[`# ${escaped(title)}`, ...body].join('\n\n')}\n`;
}

function blockText(block: DigestBlock): string {
  switch (block.kind) {
    case 'heading':
      return `### ${escaped(block.text)}`;
    case 'table':
      return [
        rowText(block.head.map(escaped)),
        rowText(block.head.map(() => '---')),
        ...block.rows.map((row) => rowText(cellTexts(row))),
      ].join('\n');
    case 'list':
      return block.items.map((item) => `- ${lineText(item)}`).join('\n');
  }
}

function cellTexts(row: DigestRow): string[] {
  const [first = '', ...others] = cellsOf(row).map(escaped);
  const linked = row.url === null ? first : link(first, row.url);
  return [row.isPart ? `– ${linked}` : linked, ...others];
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function lineText({ text, url }: DigestLine): string {
  if (url === null) return escaped(text);
  return `${escaped(text)} ${link(escaped(labelOf({ text, url })), url)}`;
}

function link(label: string, url: string): string {
  const bare = url.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('|', '%7C');
  return `[${label}](${bare})`;
}

/** What would begin markup in the middle of a line. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|~&]/g, '\\$&');
}
