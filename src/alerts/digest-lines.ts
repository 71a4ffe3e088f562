import type { DigestBlock, DigestDocument, DigestLine, DigestRow } from './digest-document.ts';
import { phrasesOf } from './languages/index.ts';

/** What the title of a section begins with. */
export const SECTION = '■ ';

/** A digest as lines of plain text, for terminals and chats: a section's title, then what belongs to it. */
export function digestLines({ language, sections }: DigestDocument): string[] {
  const { digest, context } = phrasesOf(language);
  if (sections.length === 0) return [digest.nothing];
  return sections.flatMap(({ title, blocks }) => [
    `${SECTION}${title}`,
    ...blocks.flatMap((block) => linesOfBlock(block, context)),
  ]);
}

function linesOfBlock(block: DigestBlock, context: (amount: string) => string): string[] {
  switch (block.kind) {
    case 'heading':
      return [`▸ ${block.text}`];
    case 'table':
      return block.rows.map((row) => rowLine(row, context));
    case 'list':
      return block.items.map((item) => `- ${withAddress(item)}`);
  }
}

function rowLine(row: DigestRow, inWords: (amount: string) => string): string {
  const { name, size, licence, what, day } = row;
  const context = row.context === '' ? '' : inWords(row.context);
  const facts = [size, context, licence, what, day].filter((fact) => fact !== '').join(' · ');
  const text = facts === '' ? name : `${name}: ${facts}`;
  return `${row.isPart ? '– ' : '- '}${withAddress({ text, url: row.url })}`;
}

function withAddress({ text, url }: DigestLine): string {
  return url === null ? text : `${text} · ${url}`;
}
