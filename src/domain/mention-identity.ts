import type { Kind } from './catalog.ts';
import type { NamePart } from './name-parts.ts';
import { type NamingLab, parseRepoName } from './naming.ts';
import type { RepoObservation } from './observation.ts';
import { asRepoName, identifyRepo, type RepoIdentity } from './release-identity.ts';

/**
 * How much a mentioned name says: a version, size, date, line or mode of a family; other words (`Kimi-Slides`), which may
 * be a product as well; or the family alone, which is no release.
 */
export type Substance = 'release' | 'words' | 'family';

/** A release as somebody names it, read by the rules that read repo names. */
export interface MentionIdentity extends RepoIdentity {
  readonly substance: Substance;
  /** Equal for what people write as one: see spokenStem. */
  readonly spokenStem: string;
}

/** Reads a name that stands in a text, a table or a plan as if the lab had given it to a repo. */
export function identifyMention(name: string, lab: NamingLab): MentionIdentity {
  const repo = asRepo(name);
  const identity = identifyRepo(repo, lab);
  return {
    ...identity,
    substance: substanceOf(parseRepoName(repo.name, lab).parts, identity.family, lab),
    spokenStem: spokenStem(identity.stem),
  };
}

/**
 * Kind of a mentioned release by its name, where it is known to be of a family of language models: the name may say that
 * it sees, or that it is something else after all.
 */
export function kindInLanguageFamily(name: string, lab: NamingLab): Kind {
  return identifyRepo({ ...asRepo(name), tags: ['conversational'] }, lab).kind;
}

/** A name is spelled as the lab will spell the repo, as far as anybody can say. */
function asRepo(name: string): RepoObservation {
  return {
    key: '',
    name: asRepoName(name),
    createdAt: null,
    sha: null,
    lastModified: null,
    pipelineTag: null,
    libraryName: null,
    tags: [],
    gated: false,
    disabled: false,
    license: null,
    languages: [],
    baseModels: null,
    parameters: null,
  };
}

function substanceOf(parts: readonly NamePart[], family: string, lab: NamingLab): Substance {
  // The lab's own name before the family says nothing.
  const named = parts.slice(parts[0]?.says === 'variant' ? 1 : 0);
  if (named.some(tellsTheRelease)) return 'release';
  const ofFamily = lab.families.some((known) => known.toLowerCase() === family.toLowerCase());
  const words = named.filter((part) => part.says !== 'base' && part.says !== 'chat');
  return ofFamily && words.length <= 1 ? 'family' : 'words';
}

function tellsTheRelease(part: NamePart): boolean {
  if (part.says === 'name') return /\d/.test(part.token.lower);
  return ['line', 'size', 'date', 'mode', 'tier'].includes(part.says);
}

/**
 * A stem as people say it: `step-3` and `step3`, `ernie-5` and `ernie-5.0` are the same to them. What is only said is
 * compared by this.
 */
export function spokenStem(stem: string): string {
  return withoutZero(stem).replace(/^([a-z]+)-(?=\d)/, '$1');
}

/** The stems that a lab may have written for what somebody says, as said first. */
export function spellings(stem: string): readonly string[] {
  const joined = stem.replace(/^([a-z]+)-(?=\d)/, '$1');
  const parted = stem.replace(/^([a-z]+)(?=\d)/, '$1-');
  const written = [stem, joined, parted];
  return [...new Set([...written, ...written.map(withoutZero), ...written.map(withZero)])];
}

/** Only at the end of a part: `5.0`, not `5.05`. */
function withoutZero(stem: string): string {
  return stem.replace(/(\d)\.0(?=-|$)/, '$1');
}

function withZero(stem: string): string {
  return stem.replace(/^([^.\d]*\d)(?=-|$)/, '$1.0');
}
