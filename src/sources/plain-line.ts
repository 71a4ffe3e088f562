/** Format characters (zero width, direction, soft hyphen, tags), in which text hides, and control characters but for white space. */
const UNSEEN = /\p{Cf}|(?!\s)\p{Cc}/gu;

/** Text of an upstream's as plain text in one line: composed characters, single blanks, nothing that cannot be seen. */
export function plainLine(text: string): string {
  return text.replace(UNSEEN, '').toWellFormed().normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** At most so many characters, an ellipsis among them; never half of a surrogate pair. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
