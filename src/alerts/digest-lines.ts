import type { DigestBlock, DigestDocument, DigestLine, DigestRow } from './digest-document.ts';
import { phrasesOf } from './languages/index.ts';

/** A digest as lines of plain text, for terminals and chats: a section's title, then what belongs to it. */
export function digestLines({ language, sections }: DigestDocument): string[] {
  const { digest } = phrasesOf(language);
  if (sections.length === 0) return [digest.nothing];
  return sections.flatMap(({ title, blocks }) => [`■ ${title}`, ...blocks.flatMap(linesOfBlock)]);
}

function linesOfBlock(block: DigestBlock): string[] {
  switch (block.kind) {
    case 'heading':
      return [`▸ ${block.text}`];
    case 'table':
      return block.rows.map(rowLine);
    case 'list':
      return block.items.map((item) => `- ${withAddress(item)}`);
  }
}

function rowLine(row: DigestRow): string {
  const [, ...cells] = row.cells;
  const facts = cells.filter((cell) => cell !== '').join(' · ');
  const text = facts === '' ? row.text : `${row.text}: ${facts}`;
  return `${row.isPart ? '– ' : '- '}${withAddress({ text, url: row.url })}`;
}

function withAddress({ text, url }: DigestLine): string {
  return url === null ? text : `${text} · ${url}`;
}
