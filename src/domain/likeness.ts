/**
 * What two texts are compared by without keeping them: the smallest hashes of their shingles (a bottom-k sketch). Copies
 * of one text share them, however long the rest of the page is.
 */

/** Tokens to a shingle: single words are shared by all that speak of one thing. */
const SHINGLE = 2;

/** Of fewer shingles nothing can be said: two outlets write the same short headline. */
const LEAST = 8;

/** Hashes kept: enough for titles with summaries as a whole, and for longer texts to within a few per cent. */
const KEPT = 64;

const LONGEST_TEXT = 4000;

/** Makes what is compared: JSON of the kept hashes, smallest first. Null where the text has too little to compare. */
export function likenessOf(text: string): string | null {
  const shingles = shinglesOf(text);
  if (shingles.size < LEAST) return null;
  return JSON.stringify([...shingles].sort((left, right) => left - right).slice(0, KEPT));
}

/**
 * How much of the shorter of two texts stands in the other, from 0 to 1. A copy that was cut is a copy. 0 where one of
 * them had too little to compare.
 */
export function similarity(one: string | null, other: string | null): number {
  if (one === null || other === null) return 0;
  const left = JSON.parse(one) as number[];
  const right = JSON.parse(other) as number[];
  // Beyond the last hash of a full sketch nobody knows what else its text has.
  const horizon = Math.min(horizonOf(left), horizonOf(right));
  const known = new Set(left.filter((hash) => hash <= horizon));
  const compared = right.filter((hash) => hash <= horizon);
  const smaller = Math.min(known.size, compared.length);
  return smaller === 0 ? 0 : compared.filter((hash) => known.has(hash)).length / smaller;
}

function horizonOf(sketch: readonly number[]): number {
  return sketch.length < KEPT ? Number.POSITIVE_INFINITY : (sketch.at(-1) ?? 0);
}

/** Words as they are, Chinese by the character, since nothing parts its words. */
function shinglesOf(text: string): Set<number> {
  const folded = text.slice(0, LONGEST_TEXT).normalize('NFKC').toLowerCase();
  const tokens = folded.match(/\p{Script=Han}|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? [];
  const shingles = new Set<number>();
  for (let start = 0; start + SHINGLE <= tokens.length; start++) {
    shingles.add(hashOf(tokens.slice(start, start + SHINGLE).join(' ')));
  }
  return shingles;
}

/** FNV-1a, 32 bits, with a last mixing so that the smallest hashes are a fair sample. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
