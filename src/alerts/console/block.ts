import type picocolors from 'picocolors';
import { columnsOf } from '../columns.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Narrower than this, wrapping does more harm than a line too long. */
const NARROWEST = 40;
const WIDEST = 100;

const LABELLED = /^([A-Z][a-z]+|\p{Script=Han}{2,4})(?:: |：)(.+)$/u;
const LABEL_WIDTH = 11;

/**
 * A plain text, first line its title, as a block with a bar on its left. No bar on the right: it would need the true
 * width of every character in every terminal's font.
 */
export function drawBlock(text: string, width: number, colors: Colors): string {
  const room = Math.min(Math.max(width, NARROWEST), WIDEST) - 2;
  const [title = '', ...lines] = text.split('\n');
  const body = lines.flatMap((line) => drawLine(line, room, colors));
  const head = wrap(title, room).map((line) => colors.bold(line));
  const all = [...head, ...body];
  return all.map((line, index) => `${colors.cyan(barOf(index, all.length))} ${line}`).join('\n');
}

function barOf(index: number, count: number): string {
  if (count === 1) return '╶';
  if (index === 0) return '╭';
  return index === count - 1 ? '╰' : '│';
}

function drawLine(line: string, room: number, colors: Colors): string[] {
  const [, label, value] = LABELLED.exec(line) ?? [];
  if (label === undefined || value === undefined || columnsOf(label) >= LABEL_WIDTH) return wrap(line, room);
  const indent = ' '.repeat(LABEL_WIDTH);
  return wrap(value, room - LABEL_WIDTH).map((piece, index) => {
    return `${index === 0 ? colors.dim(label) + ' '.repeat(LABEL_WIDTH - columnsOf(label)) : indent}${piece}`;
  });
}

/** Breaks between words only: a link that is cut in two cannot be clicked. */
function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
