import type { Lab } from '../lab.ts';
import type { FoldedText } from './fold.ts';
import type { FoundName, Lexicon } from './lexicon.ts';
import { findNames } from './lexicon.ts';
import { readReleaseTail } from './release-names.ts';

/** A lab, or a release of it, named at one place of a text. */
export interface NamedPlace {
  readonly lab: string;
  readonly start: number;
  readonly end: number;
  /** The release as a repo of the lab would be called; null where the lab or a family is named. */
  readonly release: string | null;
  /**
   * `sure` by itself; `shape`: by a version as labs write it; `spaced`: the same where models are the matter;
   * `ambiguous`: needs another name of the lab.
   */
  readonly standing: 'sure' | 'shape' | 'spaced' | 'ambiguous';
  readonly diversified: boolean;
}

/** Every place of a text where a lab, a family or a release may be named. */
export function namedPlaces(lexicon: Lexicon, text: FoldedText): NamedPlace[] {
  return findNames(lexicon, text.folded).flatMap((found) => {
    const place = readPlace(lexicon, text, found);
    return place ? [place] : [];
  });
}

function readPlace(lexicon: Lexicon, text: FoldedText, found: FoundName): NamedPlace | null {
  const { name, start } = found;
  const written = text.plain.slice(start, found.end);
  const lab = lexicon.labs.get(name.lab);
  const diversified = lab?.texts?.diversified === true;
  // 《文心雕龙》: what stands in title marks is a book, a game or a song.
  if (text.folded.charAt(start - 1) === '《') return null;
  const family = name.release ? null : name.family;
  const tail = family === null ? null : readReleaseTail(text, found.end, lexicon.glued.has(family));
  if (tail && family !== null) {
    // Full width, as some Chinese texts write letters and digits, is half width in a repo's name.
    const release = (family + tail.suffix).normalize('NFKC');
    const standing = isGeneration(release, lab) ? 'shape' : standingOf(name, written, tail);
    return { lab: name.lab, start, end: tail.end, release, standing, diversified: false };
  }
  // A family's name goes on: Yinfo is not Yi, Qwenty is not Qwen.
  if (/[a-z0-9]/.test(text.folded.charAt(found.end)) && /[a-z0-9]/.test(text.folded.charAt(found.end - 1)))
    return null;
  return {
    lab: name.lab,
    start,
    end: found.end,
    release: name.release || /\d[A-Za-z]?$/.test(name.family ?? '') ? name.family : null,
    standing: name.ambiguous && !spelledAsOnlyTheLab(name.written, written) ? 'ambiguous' : 'sure',
    diversified: diversified && name.ofLab && name.family === null,
  };
}

/** Kimi K2, where the lab's generations have that letter: no driver is called so. */
function isGeneration(release: string, lab: Lab | undefined): boolean {
  const stems = Object.values(lab?.texts?.generations ?? {});
  return stems.some((stem) => release.startsWith(stem) && /^\d/.test(release.slice(stem.length)));
}

function standingOf(
  name: FoundName['name'],
  written: string,
  tail: { strength: 'weak' | 'strong'; joined: boolean },
): NamedPlace['standing'] {
  if (!name.ambiguous) return 'sure';
  const capital = written.charAt(0) !== written.charAt(0).toLowerCase() || written.charCodeAt(0) > 0x2e80;
  if (!capital || tail.strength === 'weak') return 'ambiguous';
  if (tail.joined) return 'shape';
  // Step 2.1 of a manual, against GLM 4.6.
  const acronym = /[A-Z].*[A-Z]/.test(written) && written.length > 2 && written === name.written;
  return acronym ? 'spaced' : 'ambiguous';
}

/** MiniMax, MiMo, LongCat: the capital inside tells the lab from the word. */
function spelledAsOnlyTheLab(configured: string, written: string): boolean {
  return configured === written && /[a-z][A-Z]/.test(written);
}

/**
 * Generations that stand without their family: "DeepSeek launches V4". Looked for only in a sentence that names the
 * lab, and only as the lab writes them, with a capital.
 */
export function namedGenerations(
  lexicon: Lexicon,
  text: FoldedText,
  span: { start: number; end: number },
  labId: string,
  taken: readonly NamedPlace[],
): NamedPlace[] {
  const generations = lexicon.labs.get(labId)?.texts?.generations ?? {};
  return Object.entries(generations).flatMap(([letter, stem]) =>
    placesOf(text, span, letter).flatMap((start): NamedPlace[] => {
      if (taken.some((place) => start >= place.start && start < place.end)) return [];
      const tail = readReleaseTail(text, start, false);
      if (!tail || tail.strength === 'weak') return [];
      const release = `${stem.slice(0, stem.length - letter.length - 1)}${tail.suffix}`;
      return [{ lab: labId, start, end: tail.end, release, standing: 'sure', diversified: false }];
    }),
  );
}

function placesOf(text: FoldedText, span: { start: number; end: number }, letter: string): number[] {
  const places: number[] = [];
  for (
    let at = text.plain.indexOf(letter, span.start);
    at >= 0 && at < span.end;
    at = text.plain.indexOf(letter, at + 1)
  ) {
    if (!/[\w.$-]/.test(text.plain.charAt(at - 1)) && /\d/.test(text.plain.charAt(at + letter.length)))
      places.push(at);
  }
  return places;
}
