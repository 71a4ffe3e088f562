import type { Kind, RepoRole } from './catalog.ts';
import type { Classification } from './classification.ts';
import { classifyKind, classifyRole } from './classification.ts';
import type { NamePart } from './name-parts.ts';
import type { NamingLab, ParsedName } from './naming.ts';
import { parseRepoName } from './naming.ts';
import type { RepoObservation } from './observation.ts';
import { foldReleaseName } from './operator-decisions.ts';

/** What one repo is, by itself: all that grouping and the catalog need to know of it. */
export interface RepoIdentity {
  /** Key of the release within its lab: `qwen3-2507`. */
  readonly stem: string;
  /** What tells apart the parts of a launch that may come as releases of their own: `thinking`, `flash`, or empty. */
  readonly variant: string;
  /** `thinking` or null. */
  readonly mode: string | null;
  /** Release name without the variant: `Kimi-K2`. */
  readonly plainName: string;
  /** Release name with the variant: `Kimi-K2-Thinking`. */
  readonly variantName: string;
  /** Release name with its size, for a name without version: `QwQ-32B`; null for the others. */
  readonly sizedName: string | null;
  /** The model within the release: `Qwen3-30B-A3B-2507`. */
  readonly modelName: string;
  readonly family: string;
  readonly kind: Kind;
  /** Where the listing does not say it, `files: ` and the reason by what the repo's files say. */
  readonly kindReason: Classification['reason'] | `files: ${string}`;
  readonly role: RepoRole;
  /** Lower case: `fp8`, `gguf`, `gptq-int4`. */
  readonly quantization: string | null;
  /** The same weights again, quantised or converted. */
  readonly artefact: boolean;
  /** Parameters, by the name alone. */
  readonly totalParameters: number | null;
  readonly activeParameters: number | null;
  /** Equal for the repos of one model size: `30b-a3b`. */
  readonly sizeKey: string;
  /** ISO 8601, as precise as the name. */
  readonly date: string | null;
  /** Hub names of what an artefact says it was made from; empty for all others. */
  readonly madeFrom: readonly string[];
}

/** Reads what a repo is from its name and its hints. Decided again, by the same call, whenever the hints change. */
export function identifyRepo(observation: RepoObservation, lab: NamingLab): RepoIdentity {
  return decidedByOperator(readIdentity(observation, lab), observation, lab);
}

/** Where an operator decided it, a repo or a mention is of another release than its name says. */
function decidedByOperator(
  identity: RepoIdentity,
  observation: RepoObservation,
  lab: NamingLab,
): RepoIdentity {
  const { decided, ...undecided } = lab;
  if (decided === undefined) return identity;
  const split = decided.split[observation.name.toLowerCase()];
  if (split !== undefined) return { ...identity, ...ownRelease(split.into), madeFrom: [] };
  const names = [identity.sizedName, identity.variantName, identity.plainName]
    .filter((name) => name !== null)
    .map(foldReleaseName);
  const merged = names.map((name) => decided.merged[name]).find((decision) => decision !== undefined);
  if (merged !== undefined) {
    const target = readIdentity(
      { ...observation, name: asRepoName(merged.into), baseModels: null },
      undecided,
    );
    const { stem, variant, mode, plainName, variantName, sizedName } = target;
    return { ...identity, stem, variant, mode, plainName, variantName, sizedName };
  }
  const own = Object.values(decided.split).find(({ into }) => names.includes(foldReleaseName(into)));
  return own === undefined ? identity : { ...identity, ...ownRelease(own.into) };
}

/** A release that nothing but an operator's word puts anything into. */
function ownRelease(name: string) {
  const stem = `own-${foldReleaseName(name)}`;
  return { stem, variant: '', mode: null, plainName: name, variantName: name, sizedName: null };
}

/** A name that people say, as a repo of it would be called. */
export function asRepoName(name: string): string {
  return name.trim().replaceAll(/[\s/]+/g, '-');
}

function readIdentity(observation: RepoObservation, lab: NamingLab): RepoIdentity {
  const parsed = parseRepoName(observation.name, lab, observation.createdAt);
  const { kind, reason } = classifyKind(observation, parsed);
  const madeFrom = parsed.artefact ? sourcesOf(observation) : [];
  const source = madeFrom.map((name) => parseRepoName(name, lab)).find((base) => isSameModel(parsed, base));
  return {
    stem: source?.stem ?? parsed.stem,
    variant: source?.variant ?? parsed.variant,
    mode: source === undefined ? parsed.mode : source.mode,
    plainName: source?.plainName ?? parsed.plainName,
    variantName: source?.variantName ?? parsed.variantName,
    sizedName: source === undefined ? parsed.sizedName : source.sizedName,
    modelName: source?.modelName ?? parsed.modelName,
    family: parsed.family,
    kind,
    kindReason: reason,
    role: classifyRole(observation, parsed, kind),
    quantization: parsed.quantization,
    artefact: parsed.artefact,
    totalParameters: parsed.totalParameters,
    activeParameters: parsed.activeParameters,
    sizeKey: source?.sizeKey ?? parsed.sizeKey,
    date: parsed.date,
    madeFrom,
  };
}

/** Only repos of the same organization: another's base model is another release. */
function sourcesOf(observation: RepoObservation): string[] {
  const organization = observation.name.slice(0, observation.name.indexOf('/') + 1).toLowerCase();
  const names = observation.baseModels?.relation === 'quantized' ? observation.baseModels.names : [];
  return names.filter(
    (name) =>
      name.toLowerCase().startsWith(organization) && name.toLowerCase() !== observation.name.toLowerCase(),
  );
}

/**
 * Whether an artefact's name is its source's with something added that names no other model. The tag alone does not
 * decide: Qwen3-Embedding-8B-GGUF says that it quantises Qwen3-8B-Base.
 */
function isSameModel(artefact: ParsedName, source: ParsedName): boolean {
  if (artefact.stem === source.stem || artefact.sizeKey !== source.sizeKey) return false;
  const own = namesOf(artefact);
  const theirs = namesOf(source);
  if (theirs.length === 0 || theirs.some((part, index) => part.token.lower !== own[index]?.token.lower))
    return false;
  return own.slice(theirs.length).every((part) => part.says === 'name');
}

function namesOf(parsed: ParsedName): NamePart[] {
  return parsed.parts.filter((part) => part.says === 'name' || part.says === 'line' || part.says === 'date');
}
