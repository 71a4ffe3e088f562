/** What a size in a name says. Numbers are parameters, not billions. */
export interface NameSize {
  readonly total: number | null;
  readonly active: number | null;
}

const scale: Readonly<Record<string, number>> = { m: 1e6, b: 1e9, t: 1e12 };

/** `-1M`, `-4M` are lengths of context; nobody publishes a language model of so few parameters. */
const largestContextInMillions = 16;

/** `-20T` are the tokens it was trained on (Ling-mini-base-2.0-20T); `-1T` is a size (Ling-1T). */
const largestModelInTrillions = 8;

/** Reads `8b`, `1.8b`, `1t`, `a22b`, `30ba3b`, `8x7b`; null where the part of a name is no size. */
export function readSize(lower: string): NameSize | null {
  const plain = /^(a?)(\d{1,5}(?:\.\d{1,3})?)([bmt])$/.exec(lower);
  if (plain) {
    const [, active, digits = '', unit = ''] = plain;
    if (unit === 'm' && !active && Number(digits) <= largestContextInMillions) return null;
    if (unit === 't' && Number(digits) > largestModelInTrillions) return null;
    const parameters = parametersOf(digits, unit);
    return active ? { total: null, active: parameters } : { total: parameters, active: null };
  }
  const both = /^(\d{1,5}(?:\.\d{1,3})?)([bt])a(\d{1,4}(?:\.\d{1,3})?)b$/.exec(lower);
  if (both) {
    return { total: parametersOf(both[1] ?? '', both[2] ?? ''), active: parametersOf(both[3] ?? '', 'b') };
  }
  // A word written to the size, as in deepseek-coder-5.7bmqa-base.
  const glued = /^(\d{1,4}(?:\.\d{1,3})?)b[a-z]{2,12}$/.exec(lower);
  if (glued) return { total: parametersOf(glued[1] ?? '', 'b'), active: null };
  // 8x2B is not 16B: the experts share their attention layers.
  return /^\d{1,3}x\d{1,4}(?:\.\d{1,3})?[bm]$/.test(lower) ? { total: null, active: null } : null;
}

function parametersOf(digits: string, unit: string): number {
  // Rounded, since 1.8 × 1e9 is not a whole number in binary.
  return Math.round(Number(digits) * (scale[unit] ?? 1));
}

/** Lengths, rates and the like that look like sizes: `128k`, `1m`, `12hz`, `448px`, `720p`, `8step`, `tp4`. */
export function isMeasure(lower: string): boolean {
  return /^(?:\d{1,6}(?:\.\d{1,3})?(?:k|m|hz|khz|px|p|steps?|fps|tokens?)|\d{2,3}t|tp\d{1,2})$/.test(lower);
}

/** Widths of quantised numbers: `int4`, `4bits`, `w4a16`, `q4`, `iq2`, `1.25bit`. */
export function isBitWidth(lower: string): boolean {
  return /^(?:u?int\d{1,2}|\d{1,2}(?:\.\d{1,2})?-?bits?|w\d{1,2}a(?:fp)?\d{1,2}(?:c\d{1,2})?|i?q\d(?:\.\d)?)$/.test(
    lower,
  );
}
