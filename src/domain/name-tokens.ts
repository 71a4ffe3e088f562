/** One part of a repo name, as written and as compared. */
export interface NameToken {
  /** As the lab wrote it, with a point between the digits of a version (`internlm2_5` → `internlm2.5`). */
  readonly text: string;
  readonly lower: string;
  /** `lower` without the digits, points and the `v` of a version at its end: `ocrv5` → `ocr`, `qwen2.5` → `qwen`. */
  readonly word: string;
  /** What stood before it; empty for the first. */
  readonly separator: string;
}

/** Cuts a repo name (without its organization) into its parts, in one pass. */
export function splitName(name: string): NameToken[] {
  const tokens: NameToken[] = [];
  let text = '';
  let separator = '';
  for (let i = 0; i < name.length; i++) {
    const character = name.charAt(i);
    if (!isSeparator(character)) {
      text += character;
      continue;
    }
    const betweenDigits = isDigit(name.charAt(i - 1)) && isDigit(name.charAt(i + 1));
    if (betweenDigits && (character === '.' || character === '_')) {
      text += '.';
      continue;
    }
    if (text !== '') tokens.push(toToken(text, separator));
    if (text !== '' || tokens.length > 0) separator = character;
    text = '';
  }
  if (text !== '') tokens.push(toToken(text, separator));
  return tokens;
}

function isSeparator(character: string): boolean {
  return (
    character === '-' ||
    character === '_' ||
    character === '.' ||
    character === '/' ||
    character.trim() === ''
  );
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

/** Makes a token of a part of a name. */
export function toToken(written: string, separator: string): NameToken {
  // Baichuan-Omni-1d5 and internlm-xcomposer2d5 write the point of a version as a `d`.
  const text = written.replace(/(\d)[dD](\d)$/, '$1.$2');
  const lower = text.toLowerCase();
  return { text, lower, word: withoutVersion(lower), separator };
}

function withoutVersion(lower: string): string {
  let end = lower.length;
  while (end > 0 && (isDigit(lower.charAt(end - 1)) || lower.charAt(end - 1) === '.')) end--;
  if (end > 1 && end < lower.length && lower.charAt(end - 1) === 'v') end--;
  return end === 0 ? lower : lower.slice(0, end);
}
