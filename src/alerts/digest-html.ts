import {
  cellsOf,
  type DigestBlock,
  type DigestDocument,
  type DigestLine,
  type DigestRow,
  labelOf,
} from './digest-document.ts';
import { escapeHtml } from './escape-html.ts';
import { phrasesOf } from './languages/index.ts';

// Styles stand in the tags: some readers of mail drop sheets. No colours but the reader's own.
const CELL =
  'padding:3px 12px 3px 0;text-align:left;vertical-align:top;border-bottom:1px solid rgba(128,128,128,0.3)';

/** What stands below the title of a digest, as HTML: text, tables and links, nothing from elsewhere. */
export function digestHtml({ language, sections }: DigestDocument): string {
  if (sections.length === 0) return `<p>${escapeHtml(phrasesOf(language).digest.nothing)}</p>`;
  return sections
    .flatMap(({ title, blocks }) => [
      `<h2 style="font-size:18px;margin:24px 0 8px">${escapeHtml(title)}</h2>`,
      ...blocks.map(blockHtml),
    ])
    .join('\n');
}

function blockHtml(block: DigestBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h3 style="font-size:16px;margin:16px 0 4px">${escapeHtml(block.text)}</h3>`;
    case 'table':
      return [
        '<table style="border-collapse:collapse;font-size:14px">',
        `<tr>${block.head.map((cell) => `<th style="${CELL}">${escapeHtml(cell)}</th>`).join('')}</tr>`,
        ...block.rows.map(rowHtml),
        '</table>',
      ].join('\n');
    case 'list':
      return `<ul style="margin:8px 0;padding-left:20px">\n${block.items.map(itemHtml).join('\n')}\n</ul>`;
  }
}

function rowHtml(row: DigestRow): string {
  const [first = '', ...others] = cellsOf(row).map(escapeHtml);
  const named = row.url === null ? first : `<a href="${escapeHtml(row.url)}">${first}</a>`;
  const subject = row.isPart ? `&nbsp;– ${named}` : `<strong>${named}</strong>`;
  return `<tr>${[subject, ...others].map((cell) => `<td style="${CELL}">${cell}</td>`).join('')}</tr>`;
}

function itemHtml({ text, url }: DigestLine): string {
  const linked =
    url === null ? '' : ` <a href="${escapeHtml(url)}">${escapeHtml(labelOf({ text, url }))}</a>`;
  return `<li>${escapeHtml(text)}${linked}</li>`;
}
