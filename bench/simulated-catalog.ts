import type { ReleaseCandidate } from '../src/domain/grouping.ts';
import { lookupKeys, placeRepo, releaseName } from '../src/domain/grouping.ts';
import type { NamingLab } from '../src/domain/naming.ts';
import type { RepoObservation } from '../src/domain/observation.ts';
import { identifyRepo } from '../src/domain/release-identity.ts';
import { isLanguageModel } from '../src/domain/release-kind.ts';

/** One repo as it arrives. */
export interface Arrival {
  readonly observation: RepoObservation;
  readonly lab: NamingLab;
  /** Milliseconds since 1970. */
  readonly publicAt: number;
}

export interface SimulatedRelease {
  readonly lab: string;
  readonly name: string;
  readonly stem: string;
  /** Hub names. */
  readonly repos: readonly string[];
  /** Hub names of the repos for which an alert went out: more than one where two releases proved to be the same. */
  readonly alertedBy: readonly string[];
}

interface Held {
  readonly lab: string;
  candidate: ReleaseCandidate;
  repos: string[];
  alertedBy: string[];
}

/** Puts repos into releases in the order of their arrival, each decided from the past only. */
export function simulateCatalog(arrivals: readonly Arrival[]): SimulatedRelease[] {
  const releases: Held[] = [];
  for (const arrival of arrivals) admit(releases, arrival);
  return releases.map(({ lab, candidate, repos, alertedBy }) => ({
    lab,
    name: releaseName(candidate),
    stem: candidate.stem,
    repos,
    alertedBy,
  }));
}

function admit(releases: Held[], { observation, lab, publicAt }: Arrival): void {
  const identity = identifyRepo(observation, lab);
  const keys = lookupKeys(identity);
  const known = releases.filter((release) => release.lab === lab.id);
  const candidates = known
    .filter(
      (r) =>
        keys.stems.includes(r.candidate.stem) || r.repos.some((name) => keys.baseRepoNames.includes(name)),
    )
    .map((r) => ({ ...r.candidate, holds: r.repos.filter((name) => keys.baseRepoNames.includes(name)) }));
  const placement = placeRepo(identity, publicAt, candidates);
  const home =
    placement.kind === 'join' ? known.find((r) => r.candidate.id === placement.releaseId) : undefined;
  const held = home ?? {
    lab: lab.id,
    candidate: { ...placement.release, id: '', holds: [] },
    repos: [],
    alertedBy: [],
  };
  const id = home?.candidate.id ?? `r${releases.length + 1}:${observation.name}`;
  held.candidate = { ...placement.release, id, holds: [] };
  if (!home) releases.push(held);
  for (const merged of placement.kind === 'join' ? placement.merges : []) absorb(releases, held, merged);
  held.repos.push(observation.name);
  if (isLanguageModel(identity.kind) && held.alertedBy.length === 0) held.alertedBy.push(observation.name);
}

function absorb(releases: Held[], into: Held, id: string): void {
  const index = releases.findIndex((release) => release.candidate.id === id);
  const [merged] = releases.splice(index, 1);
  into.repos.push(...(merged?.repos ?? []));
  into.alertedBy.push(...(merged?.alertedBy ?? []));
}
