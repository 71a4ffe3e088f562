import {
  baseWords,
  chatWords,
  modeWords,
  stageWords,
  tierWords,
  variantWords,
} from '../../domain/name-words.ts';
import { normalName, withoutRemarks } from './entry-name.ts';

/** What the cells of a row say of its name, each as its lines. */
export interface NamingCells {
  readonly family: readonly string[];
  readonly name: readonly string[];
  readonly variants: readonly string[];
  /** The name, or the family where that is all there is, spans other rows too: it does not tell this row from them. */
  readonly shared: boolean;
}

/** Words that a name does not begin with: `Instruct`, `Base`, `Distilled models` are of something. */
const DEPENDENT = [baseWords, chatWords, modeWords, stageWords, tierWords, variantWords];
const DEPENDENT_ALSO = new Set(['distilled', 'preview', 'update', 'model', 'models', 'version']);

/**
 * What a row speaks of; empty where it names nothing. A cell that spans several dated rows names the family, and the
 * variants in each row name the member: `DeepSeek V3` over `V3-0324` is `DeepSeek-V3-0324`.
 */
export function subjectOf({ family, name, variants, shared }: NamingCells): string {
  const [first = ''] = name.length > 0 ? name : family.length > 0 ? family : variants;
  const own = name.length > 0 && family.length > 0 ? ofFamily(family[0] ?? '', first) : tidy(first);
  if (!shared || variants.length === 0) return own;
  const names = variants.flatMap((line) => line.split(/[;,，；、]\s*/)).map(tidy);
  const members = names.filter((text) => text !== '');
  // Where the family itself is among them, the row is about it.
  if (members.some((member) => normalName(member) === normalName(own))) return own;
  return ofFamily(own, members[0] ?? '');
}

function tidy(text: string): string {
  return withoutRemarks(text) || text;
}

/** The member with as much of its family as it leaves out. */
function ofFamily(written: string, writtenMember: string): string {
  const family = tidy(written);
  const member = tidy(writtenMember);
  if (member === '') return family;
  const familyParts = normalName(family).split('-');
  const memberParts = normalName(member).split('-');
  if (compact(memberParts).includes(compact(familyParts))) return member;
  const overlap = overlapOf(familyParts, memberParts);
  if (overlap > 0) {
    const kept = family.split(/[\s-]+/).slice(0, -overlap);
    return kept.length === 0 ? member : [...kept, member].join('-');
  }
  return standsAlone(memberParts) ? member : `${family} ${member}`;
}

/** How many of the family's last parts the member begins with. */
function overlapOf(family: readonly string[], member: readonly string[]): number {
  for (let length = Math.min(family.length, member.length); length > 0; length--) {
    if (family.slice(-length).every((part, index) => part === member[index])) return length;
  }
  return 0;
}

/** A name of its own has a number and begins with a word of its own: `QwQ-32B`, not `V3-0324`, `Lite-2` or `Coder`. */
function standsAlone([first = '', ...rest]: readonly string[]): boolean {
  if (/^v?\d/.test(first) || DEPENDENT_ALSO.has(first) || DEPENDENT.some((words) => words.has(first)))
    return false;
  return [first, ...rest].some((part) => /\d/.test(part));
}

function compact(parts: readonly string[]): string {
  return parts.join('').replaceAll('.', '');
}
