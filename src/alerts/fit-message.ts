import { cut } from './hostile-text.ts';
import type { MessageParts } from './message-parts.ts';

const TITLE_LENGTHS: readonly number[] = [200, 120, 60, 20];
export const ELLIPSIS = '…';

/**
 * The longest form of a message that its service takes. What is left out are whole lines from the end, then links, and
 * only then the end of the title: nothing is cut inside an escape, a tag or a character. `write` gives the service's own
 * form, `fits` measures it as the service does.
 */
export function fitMessage<T>(
  parts: MessageParts,
  write: (parts: MessageParts) => T,
  fits: (written: T) => boolean,
): T {
  let shortest = write(parts);
  if (fits(shortest)) return shortest;
  for (const form of shorterForms(parts)) {
    shortest = write(form);
    if (fits(shortest)) break;
  }
  return shortest;
}

function* shorterForms(parts: MessageParts): Generator<MessageParts> {
  const { title, lines, links } = parts;
  for (let count = lines.length - 1; count >= 0; count--)
    yield { ...parts, lines: [...lines.slice(0, count), ELLIPSIS] };
  for (let count = links.length - 1; count >= 0; count--)
    yield { ...parts, lines: [ELLIPSIS], links: links.slice(0, count) };
  for (const length of TITLE_LENGTHS)
    yield { ...parts, title: cut(title, length), summary: null, lines: [ELLIPSIS], links: [] };
}
