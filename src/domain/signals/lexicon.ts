import type { Lab } from '../lab.ts';
import { collisions } from './collisions.ts';
import { foldName } from './fold.ts';

/** A name and what it stands for. */
export interface LexiconName {
  readonly lab: string;
  /** As the lab's repos spell it, where the name is that of a family or of a release. */
  readonly family: string | null;
  /** It is the whole name of a known release, which no family begins. */
  readonly release: boolean;
  /** It names the lab itself. */
  readonly ofLab: boolean;
  /** Other things are called so too. */
  readonly ambiguous: boolean;
  /** As configured, with its case. */
  readonly written: string;
}

interface Node {
  readonly next: Map<string, Node>;
  /** Null: what ends here means something else. */
  name?: LexiconName | null;
}

/** All names, compiled. */
export interface Lexicon {
  readonly root: Node;
  readonly labs: ReadonlyMap<string, Lab>;
  /** The topmost lab over each: Alibaba over Qwen. */
  readonly roots: ReadonlyMap<string, string>;
  readonly glued: ReadonlySet<string>;
}

/** Shorter names in Latin letters are too common as words and initials to stand alone. */
const shortestUnambiguous = 4;

/** Compiles the names of labs, their families and known releases. Once; matching is then linear in the text. */
export function buildLexicon(
  labs: readonly Lab[],
  releases: readonly { readonly lab: string; readonly name: string }[] = [],
): Lexicon {
  const byId = new Map(labs.map((lab) => [lab.id, lab]));
  const root: Node = { next: new Map() };
  const lexicon: Lexicon = {
    root,
    labs: byId,
    roots: new Map(labs.map((lab) => [lab.id, rootOf(lab, byId)])),
    glued: new Set(labs.flatMap((lab) => lab.texts?.glued ?? [])),
  };
  // Parents first: of two labs with the same family, the one that the other belongs to keeps it.
  for (const lab of labs.toSorted(
    (a, b) => Number(a.parent !== undefined) - Number(b.parent !== undefined),
  )) {
    addLab(root, lab);
  }
  for (const { lab, name } of releases) addRelease(root, byId.get(lab), name);
  for (const word of collisions) nodeOf(root, word).name = null;
  return lexicon;
}

function rootOf(lab: Lab, byId: ReadonlyMap<string, Lab>): string {
  const seen = new Set<string>();
  let at = lab;
  while (at.parent !== undefined && !seen.has(at.id)) {
    seen.add(at.id);
    const parent = byId.get(at.parent);
    if (!parent) break;
    at = parent;
  }
  return at.id;
}

function addLab(root: Node, lab: Lab): void {
  const ambiguous = new Set((lab.texts?.ambiguous ?? []).map(foldName));
  const isAmbiguous = (name: string) => ambiguous.has(foldName(name)) || isShort(name);
  // What is spoken comes first: Doubao is a family, and its repos are called Doubao-Seed.
  const families = [
    ...Object.entries(lab.texts?.spoken ?? {}),
    ...lab.families.map((name) => [name, name] as const),
  ];
  for (const written of [lab.name, ...(lab.zh ? [lab.zh] : []), ...lab.aliases]) {
    const family = families.find(([name]) => endsIn(written, name))?.[1] ?? null;
    add(root, { lab: lab.id, family, release: false, ofLab: true, ambiguous: isAmbiguous(written), written });
  }
  for (const [written, family] of families) {
    add(root, {
      lab: lab.id,
      family,
      release: false,
      ofLab: false,
      ambiguous: isAmbiguous(written),
      written,
    });
  }
}

/** `Tencent Hunyuan` and 文心大模型 take a version as the family inside them does. */
function endsIn(name: string, family: string): boolean {
  const folded = foldName(name);
  return (
    [` ${foldName(family)}`, `${foldName(family)}大模型`].some((ending) => folded.endsWith(ending)) ||
    (/[\u4e00-\u9fff]$/.test(family) && folded.endsWith(family))
  );
}

function isShort(name: string): boolean {
  return name.length < shortestUnambiguous && /^[\x20-\x7e]+$/.test(name);
}

/** A release whose name begins with a family is read by its family and version; others are names of their own. */
function addRelease(root: Node, lab: Lab | undefined, written: string): void {
  if (!lab || foldName(written).length < 3) return;
  const lower = foldName(written);
  const families = [...lab.families, ...Object.keys(lab.texts?.spoken ?? {})].map(foldName);
  if (families.some((family) => lower.startsWith(family))) return;
  // BAGEL and MOVA are words and initials; a digit or a capital inside makes a name.
  const ambiguous = !/\d/.test(written) && !/[a-z][A-Z]/.test(written);
  add(root, { lab: lab.id, family: written, release: true, ofLab: false, ambiguous, written });
}

function add(root: Node, name: LexiconName): void {
  const node = nodeOf(root, name.written);
  const there = node.name;
  if (!there) {
    node.name = name;
    return;
  }
  if (there.lab !== name.lab) return;
  node.name = {
    ...there,
    family: there.family ?? name.family,
    ofLab: there.ofLab || name.ofLab,
    ambiguous: there.ambiguous || name.ambiguous,
  };
}

function nodeOf(root: Node, written: string): Node {
  let node = root;
  for (const character of foldName(written)) {
    const key = keyOf(character);
    const next = node.next.get(key) ?? { next: new Map() };
    node.next.set(key, next);
    node = next;
  }
  return node;
}

/** A dash, a space and an underscore are one: `Tongyi-DeepResearch`, `Tongyi DeepResearch`. */
function keyOf(character: string): string {
  return character === '-' || character === '_' || character === '·' ? ' ' : character;
}

/** Where a name stands in a folded text. */
export interface FoundName {
  readonly start: number;
  readonly end: number;
  readonly name: LexiconName;
}

/** Finds the names in a folded text, the longest at each place, by the boundary rules of its script. */
export function findNames(lexicon: Lexicon, folded: string): FoundName[] {
  const found: FoundName[] = [];
  let at = 0;
  while (at < folded.length) {
    if (isLatin(folded.charCodeAt(at)) && at > 0 && isLatin(folded.charCodeAt(at - 1))) {
      at++;
      continue;
    }
    const match = longestAt(lexicon.root, folded, at);
    if (match?.name) found.push({ start: at, end: match.end, name: match.name });
    at = match ? match.end : at + 1;
  }
  return found;
}

function longestAt(
  root: Node,
  folded: string,
  start: number,
): { end: number; name: LexiconName | null } | null {
  let node: Node | undefined = root;
  let best: { end: number; name: LexiconName | null } | null = null;
  for (let at = start; at < folded.length; at++) {
    node = node.next.get(keyOf(folded.charAt(at)));
    if (!node) break;
    if (node.name !== undefined && endsWord(folded, at + 1, node.name))
      best = { end: at + 1, name: node.name };
  }
  return best;
}

/**
 * Behind a Latin letter no further letter may stand, except for a family: a version (Qwen3) or a line written to it
 * (HunyuanImage), which the reader of versions judges. Behind a digit no digit: 360 is not in 3600.
 */
function endsWord(folded: string, end: number, name: LexiconName | null): boolean {
  const last = folded.charCodeAt(end - 1);
  const next = folded.charCodeAt(end);
  if (!isLatin(last) || Number.isNaN(next) || !isLatin(next)) return true;
  if (name?.family == null || name.release) return false;
  return !(isDigit(last) && isDigit(next));
}

export function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || isDigit(code) || (code >= 0xc0 && code <= 0x24f);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
