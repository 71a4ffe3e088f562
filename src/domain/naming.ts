import type { RepoRole } from './catalog.ts';
import type { Lab } from './lab.ts';
import { isoDate } from './name-dates.ts';
import type { NamePart } from './name-parts.ts';
import { namingHabits, readParts } from './name-parts.ts';
import type { NameToken } from './name-tokens.ts';
import { splitName } from './name-tokens.ts';

/** What of a lab decides how its repo names are read. */
export type NamingLab = Pick<Lab, 'id' | 'name' | 'aliases' | 'families' | 'conventions' | 'decided'>;

/** What a repo's name says, by general rules and its lab's conventions. */
export interface ParsedName {
  /** Key of the release: lower case, without sizes, roles, modes and formats; `qwen3-2507`, `glm-4.5v`. */
  readonly stem: string;
  /** What tells apart the parts of a launch that may come as releases of their own: `flash`, `thinking`, or empty. */
  readonly variant: string;
  /** `thinking`, where the name says that it thinks. */
  readonly mode: string | null;
  /** The release as the lab spells it, without the variant: `Qwen3-2507`, `Kimi-K2`. */
  readonly plainName: string;
  /** The same with the variant: `Kimi-K2-Thinking`, `DeepSeek-V4-Flash`. */
  readonly variantName: string;
  /**
   * The same with its size, for a name without version: QwQ-32B and Ling-1T are known by it. Null where the version
   * tells the release.
   */
  readonly sizedName: string | null;
  /** The model within the release: `Qwen3-30B-A3B-2507`. */
  readonly modelName: string;
  readonly family: string;
  /** Null where the name says nothing of it. */
  readonly role: RepoRole | null;
  /** Lower case: `fp8`, `gguf`, `gptq-int4`, `int8`. */
  readonly quantization: string | null;
  /** The same weights again, quantised or converted. */
  readonly artefact: boolean;
  /** Parameters. */
  readonly totalParameters: number | null;
  readonly activeParameters: number | null;
  /** Equal for the repos of one model size: `30b-a3b`, `flash`; empty where the name has none. */
  readonly sizeKey: string;
  /** ISO 8601, as precise as the name; null without date suffix, and where nothing tells its year. */
  readonly date: string | null;
  readonly parts: readonly NamePart[];
}

/** The Hub allows 96 characters; what is longer comes from somewhere else and need not be read to its end. */
const longestName = 512;

/** Reads a Hub name (`organization/repo` or `repo`); `createdAt` (ISO 8601) tells the year that `-0324` leaves out. */
export function parseRepoName(hubName: string, lab: NamingLab, createdAt: string | null = null): ParsedName {
  const start = hubName.indexOf('/') + 1;
  const name = hubName.slice(start, start + longestName);
  const habits = namingHabits([lab.id, lab.name, ...lab.aliases], lab.families, lab.conventions);
  const parts = readParts(splitName(name), habits);
  const size = readSizes(parts);
  const ordered = namingParts(parts);
  const tokens = ordered.map((part) => part.token);
  const joined = joinedStem(name, lab);
  const mode = parts.some((part) => part.says === 'mode') ? 'thinking' : null;
  const tiers = parts.filter((part) => part.says === 'tier').map((part) => part.token.lower);
  const date = parts.findLast((part) => part.says === 'date');
  return {
    stem: (joined ?? tokens.map((token) => token.lower).join('-')).toLowerCase() || name.toLowerCase(),
    variant: [...new Set([...tiers, ...(mode ? [mode] : [])])].sort().join('+'),
    mode,
    plainName: joined ?? (spell(tokens, lab) || name),
    variantName: spell(variantTokens(parts, ordered), lab) || name,
    sizedName: hasVersion(parts) || joined ? null : spell(variantTokens(parts, ordered, true), lab) || name,
    modelName: spell(modelTokens(parts), lab) || name,
    family: familyOf(name, tokens[0], lab),
    role: roleOf(parts),
    quantization: quantizationOf(parts),
    artefact: parts.some((part) => part.says === 'quantization' || part.says === 'conversion'),
    totalParameters: size.total,
    activeParameters: size.active,
    sizeKey: sizeKeyOf(parts, tiers),
    date: date?.says === 'date' ? isoDate(date.date, createdAt) : null,
    parts,
  };
}

function joinedStem(name: string, lab: NamingLab): string | null {
  const join = lab.conventions?.joins?.find(({ pattern }) => new RegExp(pattern, 'i').test(name));
  return join?.stem ?? null;
}

/** The parts that make the release's name, the date last: MiMo-VL-7B-RL-2508 and MiMo-VL-2508-RL are one. */
function namingParts(parts: readonly NamePart[]): NamePart[] {
  const names = parts.filter(
    (part) => part.says === 'name' || part.says === 'line' || isNamedSize(part, parts),
  );
  return [...names, ...parts.filter((part) => part.says === 'date')];
}

function readSizes(parts: readonly NamePart[]): { total: number | null; active: number | null } {
  const sizes = parts.flatMap((part) => (part.says === 'size' ? [part.size] : []));
  return {
    total: sizes.find((size) => size.total !== null)?.total ?? null,
    active: sizes.find((size) => size.active !== null)?.active ?? null,
  };
}

/**
 * Hunyuan-A13B and XVERSE-MoE-A4.2B have neither version nor total size: the lab names the model by what is active.
 */
function isNamedSize(part: NamePart, parts: readonly NamePart[]): boolean {
  if (part.says !== 'size' || part.size.active === null || part.size.total !== null) return false;
  return (
    !hasVersion(parts) &&
    !parts.some((other) => other.says === 'date' || (other.says === 'size' && other.size.total !== null))
  );
}

function hasVersion(parts: readonly NamePart[]): boolean {
  return parts.some((part) => (part.says === 'name' || part.says === 'line') && /\d/.test(part.token.lower));
}

/** The parts of the release's name, with the variant's (and the sizes) in their places and the date last. */
function variantTokens(parts: readonly NamePart[], ordered: readonly NamePart[], sized = false): NameToken[] {
  const dates = ordered.filter((part) => part.says === 'date');
  const others = parts.filter((part) => {
    if (part.says === 'mode' || part.says === 'tier' || (sized && part.says === 'size')) return true;
    return part.says !== 'date' && ordered.includes(part);
  });
  return [...others, ...dates].map((part) => part.token);
}

function modelTokens(parts: readonly NamePart[]): NameToken[] {
  const left = ['base', 'chat', 'quantization', 'conversion', 'precision'];
  return parts.filter((part) => !left.includes(part.says)).map((part) => part.token);
}

function spell(tokens: readonly NameToken[], lab: NamingLab): string {
  return tokens
    .map((token, index) => {
      const joint = index === 0 ? '' : token.separator === '.' ? '.' : '-';
      return joint + (index === 0 ? spellFamily(token, lab) : token.text);
    })
    .join('');
}

/** `telechat-7B` and `TeleChat-12B` are one family: the lab's own spelling of it stands in configuration. */
function spellFamily(token: NameToken, lab: NamingLab): string {
  const family = longestPrefix(token.lower, lab.families);
  return family === null ? token.text : family + token.text.slice(family.length);
}

function familyOf(name: string, first: NameToken | undefined, lab: NamingLab): string {
  const known =
    longestPrefix(name.toLowerCase(), lab.families) ?? longestPrefix(first?.lower ?? '', lab.families);
  if (known !== null) return known;
  return first === undefined ? name : first.text.slice(0, first.word.length);
}

/** The longest family that `lower` begins with, as a word: `Hy3` before `HY`, and `Yi` not in `yinfo`. */
function longestPrefix(lower: string, families: readonly string[]): string | null {
  const fitting = families.filter(
    (family) => lower.startsWith(family.toLowerCase()) && !/^[a-z]/.test(lower.slice(family.length)),
  );
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

function roleOf(parts: readonly NamePart[]): RepoRole | null {
  if (parts.some((part) => part.says === 'mode')) return 'thinking';
  const last = parts.findLast((part) => part.says === 'base' || part.says === 'chat');
  if (last) return last.says === 'base' ? 'base' : 'chat';
  return null;
}

function quantizationOf(parts: readonly NamePart[]): string | null {
  const formats = parts.filter((part) => part.says === 'quantization').map((part) => part.token);
  if (formats.length === 0) return null;
  return formats
    .map(({ lower, separator }, index) => {
      const width = /^(\d{1,2}(?:\.\d{1,2})?)-?bits?$/.exec(lower);
      return (index === 0 ? '' : separator === '_' ? '_' : '-') + (width ? `int${width[1]}` : lower);
    })
    .join('');
}

function sizeKeyOf(parts: readonly NamePart[], tiers: readonly string[]): string {
  const sizes = parts.filter((part) => part.says === 'size').map((part) => part.token.lower);
  return [...sizes, ...tiers].join('-');
}
