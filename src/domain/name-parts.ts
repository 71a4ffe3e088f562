import type { NamingConventions } from './conventions.ts';
import type { NameDate } from './name-dates.ts';
import { readDate } from './name-dates.ts';
import type { NameSize } from './name-sizes.ts';
import { isBitWidth, isMeasure, readSize } from './name-sizes.ts';
import type { NameToken } from './name-tokens.ts';
import { toToken } from './name-tokens.ts';
import {
  baseWords,
  chatWords,
  conversionWords,
  foundationWords,
  lineWords,
  modeWords,
  neverLanguageWords,
  precisionWords,
  quantizationWords,
  seldomLanguageWords,
  stageWords,
  tierWords,
  variantWords,
} from './name-words.ts';

/** What one part of a repo name says. Only `name`, `line` and `date` parts tell one release from another. */
export type NamePart = { readonly token: NameToken } & (
  | {
      readonly says:
        | 'name'
        | 'line'
        | 'foundation'
        | 'variant'
        | 'measure'
        | 'mode'
        | 'tier'
        | 'base'
        | 'chat';
    }
  | { readonly says: 'quantization' | 'conversion' | 'precision' }
  | { readonly says: 'size'; readonly size: NameSize }
  | { readonly says: 'date'; readonly date: NameDate }
);

/** What a lab's naming depends on: its families and its conventions, all in lower case. */
export interface NamingHabits {
  /** Names of the lab itself, which some labs put before the family (`Tencent-Hunyuan-Large`). */
  readonly labNames: ReadonlySet<string>;
  /** The lab's families, without version. */
  readonly families: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
  readonly modes: ReadonlySet<string>;
  readonly variants: ReadonlySet<string>;
}

export function namingHabits(
  labNames: readonly string[],
  families: readonly string[],
  conventions: NamingConventions | undefined,
): NamingHabits {
  return {
    labNames: lowerCased(labNames),
    families: lowerCased(families),
    lines: lowerCased(conventions?.lines),
    modes: lowerCased(conventions?.modes),
    variants: lowerCased(conventions?.variants),
  };
}

function lowerCased(words: readonly string[] = []): ReadonlySet<string> {
  return new Set(words.map((word) => word.toLowerCase()));
}

/** Says of each part of a name what it is. A part may be read by what stood before it, never by what follows. */
export function readParts(tokens: readonly NameToken[], habits: NamingHabits): NamePart[] {
  const parts: NamePart[] = [];
  const start = leadingParts(tokens, habits);
  let described = false;
  tokens.forEach((token, index) => {
    if (index <= start) {
      parts.push(...(index < start ? [leadingPart(token)] : firstParts(token, habits)));
      return;
    }
    const part = readPart(token, parts.at(-1), described, habits);
    described ||= endsTheName(part);
    parts.push(part);
  });
  return parts;
}

/** How many parts stand before the family: the lab's own name, or a size by name (`Mini-InternVL`). */
function leadingParts(tokens: readonly NameToken[], habits: NamingHabits): number {
  const [first, second] = tokens;
  if (!first || !second || !habits.families.has(second.word) || habits.families.has(first.word)) return 0;
  return habits.labNames.has(first.lower) || tierWords.has(first.lower) ? 1 : 0;
}

function leadingPart(token: NameToken): NamePart {
  return { token, says: tierWords.has(token.lower) ? 'tier' : 'variant' };
}

/** The family, whatever the word; a role written to it (`AquilaChat2`) where the lab's families say so. */
function firstParts(token: NameToken, habits: NamingHabits): NamePart[] {
  const [, role = '', version = ''] = /(chat|instruct|base)(\d[\d.]*)?$/.exec(token.lower) ?? [];
  const letters = token.lower.length - role.length - version.length;
  const end = token.text.length - version.length;
  if (role === '' || !habits.families.has(token.lower.slice(0, letters))) return [{ token, says: 'name' }];
  const family = toToken(token.text.slice(0, letters) + token.text.slice(end), token.separator);
  const part = toToken(token.text.slice(letters, end), '');
  return [
    { token: family, says: 'name' },
    { token: part, says: role === 'base' ? 'base' : 'chat' },
  ];
}

/** Behind a size, a role or a format, labs describe what they made (`-Base-woSyn`, `-8B-MoT`), they name nothing. */
function endsTheName(part: NamePart): boolean {
  return ['size', 'base', 'chat', 'quantization', 'conversion', 'precision'].includes(part.says);
}

function readPart(
  token: NameToken,
  before: NamePart | undefined,
  described: boolean,
  habits: NamingHabits,
): NamePart {
  const { lower, word } = token;
  if (habits.lines.has(lower)) return { token, says: 'line' };
  if (habits.modes.has(lower)) return { token, says: 'mode' };
  if (habits.variants.has(lower)) return { token, says: 'variant' };
  // GGUF's own spelling: Q4_K_M.
  if (before?.says === 'quantization' && token.separator === '_') return { token, says: 'quantization' };
  const format = readFormat(token);
  if (format) return format;
  const number = readNumber(token, before);
  if (number) return number;
  const says = readWord(lower);
  if (says) return { token, says };
  if (isFoundation(token, before, habits)) return { token, says: 'foundation' };
  if (lineWords.has(lower) || stageWords.has(lower)) return { token, says: 'line' };
  if (neverLanguageWords.has(word) || seldomLanguageWords.has(word)) return { token, says: 'line' };
  return { token, says: described ? 'variant' : 'name' };
}

/**
 * What a model was made from: LongWriter-glm4-9b, SenseNova-SI-1.3-Qwen3-VL-8B. The lab's own family without a version
 * is part of the name (Mono-InternVL).
 */
function isFoundation({ lower }: NameToken, before: NamePart | undefined, habits: NamingHabits): boolean {
  const letters = /^[a-z]+/.exec(lower)?.[0] ?? '';
  if (habits.families.has(letters)) return letters !== lower && /^\d/.test(lower.slice(letters.length));
  if (foundationWords.has(letters)) return letters === lower || /^\d/.test(lower.slice(letters.length));
  return before?.says === 'foundation' && lower.length > 1 && (lineWords.has(lower) || lower === 'oss');
}

function readFormat(token: NameToken): NamePart | null {
  const { lower } = token;
  if (quantizationWords.has(lower) || isBitWidth(lower)) return { token, says: 'quantization' };
  if (precisionWords.has(lower)) return { token, says: 'precision' };
  return conversionWords.has(lower) ? { token, says: 'conversion' } : null;
}

function readNumber(token: NameToken, before: NamePart | undefined): NamePart | null {
  const { lower } = token;
  const size = readSize(lower);
  if (size) return { token, says: 'size', size };
  const date = readDate(lower);
  if (date) return { token, says: 'date', date };
  if (isMeasure(lower)) return { token, says: 'measure' };
  if (!/^v?\d{1,4}(?:\.\d{1,4}){0,3}[a-z]?$/.test(lower)) return null;
  // The version of what it was made from: Skywork-Reward-Llama-3.1-8B.
  if (before?.says === 'foundation' && before.token.word === before.token.lower) {
    return { token, says: 'foundation' };
  }
  // A second issue of the same files, not of the model.
  if (before?.says === 'quantization' || before?.says === 'conversion') return { token, says: 'variant' };
  return { token, says: 'name' };
}

function readWord(lower: string): 'base' | 'chat' | 'mode' | 'tier' | 'variant' | null {
  if (baseWords.has(lower)) return 'base';
  if (chatWords.has(lower)) return 'chat';
  if (modeWords.has(lower)) return 'mode';
  if (tierWords.has(lower)) return 'tier';
  return variantWords.has(lower) || /^stage\d$/.test(lower) ? 'variant' : null;
}
