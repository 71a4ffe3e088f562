import { similarity } from './likeness.ts';

/** What of a signal says whose words it carries. */
export interface Outlet {
  /** A host name unless configured. */
  readonly publisher: string;
  /** Whom the item itself names as author or agency. */
  readonly credit: string | null;
  /** What likenessOf made of its text. */
  readonly likeness: string | null;
}

/** Texts of which so much is shared are one text: outlets print each other's and agencies' stories. */
export const SAME_TEXT = 0.8;

/** Whether two outlets speak each for itself: another publisher, no shared credit, another text. */
export function areIndependent(one: Outlet, other: Outlet): boolean {
  if (samePublisher(one.publisher, other.publisher)) return false;
  if (shareCredit(one, other)) return false;
  return similarity(one.likeness, other.likeness) < SAME_TEXT;
}

/** `edition.example.com` is `example.com`. */
function samePublisher(one: string, other: string): boolean {
  const [left, right] = [hostOf(one), hostOf(other)];
  return left === right || left.endsWith(`.${right}`) || right.endsWith(`.${left}`);
}

function hostOf(publisher: string): string {
  return publisher
    .trim()
    .toLowerCase()
    .replace(/^www\./, '');
}

/** The same author or agency; or the one is what the other credits (`Reuters`, reuters.com). */
function shareCredit(one: Outlet, other: Outlet): boolean {
  const left = creditsOf(one.credit);
  const right = creditsOf(other.credit);
  if ([...left].some((name) => right.has(name))) return true;
  return left.has(nameOf(other.publisher)) || right.has(nameOf(one.publisher));
}

/** `By Jane Doe, Reuters` credits two. What says nothing of who it was is left out. */
function creditsOf(credit: string | null): Set<string> {
  const names = (credit ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^by\s+/, '')
    .split(/[,;/|、·]|\s(?:and|for|via|with)\s/)
    .map(fold)
    .filter((name) => name !== '' && !/^(?:staff|editor|admin|newsroom|guest|contributor)s?$/.test(name));
  return new Set(names);
}

/** `edition.reuters.com` → `reuters`; a configured name as it is. */
function nameOf(publisher: string): string {
  const labels = hostOf(publisher).split('.');
  const suffixes = labels.length > 2 && /^(?:com?|net|org|gov|ac)$/.test(labels.at(-2) ?? '') ? 2 : 1;
  return fold(labels.length > 1 ? (labels.at(-1 - suffixes) ?? '') : publisher);
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
