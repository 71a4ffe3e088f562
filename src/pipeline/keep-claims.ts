import { claimsOfEntry } from '../domain/claims/claims-of-entry.ts';
import { claimsOfFacts } from '../domain/claims/claims-of-facts.ts';
import { claimsOfRepo } from '../domain/claims/claims-of-repo.ts';
import { claimsOfStatement } from '../domain/claims/claims-of-statement.ts';
import type { SaidClaim } from '../domain/claims/said-claim.ts';
import { identifyMention } from '../domain/mention-identity.ts';
import { type EntryObservation, HUB_MODELS } from '../domain/observation.ts';
import { hubOf } from '../domain/release-facts.ts';
import type { RepoFacts } from '../domain/repo-facts.ts';
import type { Statement } from '../domain/signals/signal.ts';
import { readRelease } from '../store/catalog.ts';
import { insertClaims, joinClaims, type NewClaim, replaceClaimsOfRecord } from '../store/claims.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import type { SignalSources } from './read-signals.ts';
import { factSource } from './repo-rows.ts';
import type { Labs } from './view-release.ts';

/** What is configured, and when it is. */
export interface Keeping {
  readonly labs: Labs;
  readonly sources: SignalSources;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type ClaimedRepo = Pick<RepoRow, 'key' | 'release_id' | 'lab' | 'first_seen'>;

/** Of whom and where a repo's claims are: the same for all that is read of it. */
export function hubClaim(repo: ClaimedRepo, recordKey: string, said: SaidClaim, now: number): NewClaim {
  return {
    ...said,
    lab: repo.lab,
    release_id: repo.release_id,
    family: '',
    ...hubOf(repo.key),
    voice: 'lab',
    first_party: true,
    credit: null,
    said_at: now,
    locator: HUB_MODELS,
    record_key: recordKey,
  };
}

/** Keeps what a repo's listing and name say. `known`: it was there before, and may say something else now. */
export async function keepRepoClaims(
  tx: WriteTransaction,
  repo: RepoRow,
  now: number,
  known: boolean,
): Promise<void> {
  const claims = claimsOfRepo(factSource(repo)).map((said) => hubClaim(repo, repo.key, said, now));
  if (known) await replaceClaimsOfRecord(tx, HUB_MODELS, repo.key, claims, now);
  else await insertClaims(tx, claims, now);
}

/** Files are read apart from the listing, and change at other times. */
export function factsKey(repoKey: string): string {
  return `${repoKey}#files`;
}

/** Keeps what a repo's files say. */
export async function keepFactClaims(
  tx: WriteTransaction,
  repo: RepoRow,
  facts: RepoFacts,
  now: number,
): Promise<void> {
  const key = factsKey(repo.key);
  const claims = claimsOfFacts(facts, repo.model_name).map((said) => hubClaim(repo, key, said, now));
  await replaceClaimsOfRecord(tx, HUB_MODELS, key, claims, now);
}

type Spoken = Pick<
  SignalRow,
  | 'lab'
  | 'release_id'
  | 'locator'
  | 'record_key'
  | 'stem'
  | 'variant'
  | 'name'
  | 'voice'
  | 'publisher'
  | 'credit'
>;

/** One thing may speak of several releases: each has claims of its own. */
export function signalKey({ lab, record_key, stem, variant }: Omit<Spoken, 'release_id'>): string {
  return `${record_key}#${lab}#${stem}#${variant}`;
}

/** Keeps what the fields of an entry say of the release, or lab, that it was found to speak of. */
export async function keepEntryClaims(
  tx: WriteTransaction,
  context: Keeping,
  signal: Spoken,
  entry: EntryObservation,
  at: number,
): Promise<void> {
  await keepSaid(tx, context, signal, claimsOfEntry(entry, context.labs), at);
}

/** Keeps what an article says of a release by speaking of it. */
export async function keepStatement(
  tx: WriteTransaction,
  context: Keeping,
  signal: SignalRow | (Spoken & Pick<SignalRow, 'statement' | 'url' | 'quote' | 'published_at' | 'seen_at'>),
): Promise<void> {
  if (signal.name === '' || signal.url === null) return;
  const said = claimsOfStatement(signal.statement as Statement | 'news', signal.url, signal.quote);
  await keepSaid(tx, context, signal, said, Math.min(signal.published_at ?? signal.seen_at, signal.seen_at));
}

async function keepSaid(
  tx: WriteTransaction,
  context: Keeping,
  signal: Spoken,
  said: readonly SaidClaim[],
  at: number,
): Promise<void> {
  const lab = context.labs.get(signal.lab);
  const release = signal.release_id === null ? undefined : await readRelease(tx, signal.release_id);
  // What waits for its release keeps the name, by which it is told from what is said of the lab.
  const model =
    release === undefined || lab === undefined ? signal.name : modelNamed(signal.name, release.name, lab);
  const claims = said.map(
    (claim): NewClaim => ({
      ...claim,
      model,
      lab: signal.lab,
      release_id: signal.release_id,
      family: '',
      source: context.sources.get(signal.locator)?.id ?? signal.publisher,
      publisher: signal.publisher,
      voice: signal.voice,
      first_party: signal.voice === 'lab',
      credit: signal.credit,
      said_at: at,
      locator: signal.locator,
      record_key: signalKey(signal),
    }),
  );
  await replaceClaimsOfRecord(tx, signal.locator, signalKey(signal), claims, context.now);
}

/** The model that a name means in a release of that name; empty where it names the release as a whole. */
export function modelNamed(
  name: string,
  releaseName: string,
  lab: Parameters<typeof identifyMention>[1],
): string {
  const { modelName, plainName, totalParameters } = identifyMention(name, lab);
  // A size is always one model's: more of them may come.
  if (totalParameters !== null) return modelName;
  return [plainName, releaseName].map(fold).includes(fold(modelName)) ? '' : modelName;
}

/** What waited is of this release now. */
export async function joinSignalClaims(
  tx: WriteTransaction,
  signals: readonly SignalRow[],
  release: Pick<ReleaseRow, 'id' | 'lab' | 'name'>,
  lab: Parameters<typeof identifyMention>[1],
): Promise<void> {
  for (const signal of signals) {
    const place = {
      lab: release.lab,
      releaseId: release.id,
      model: modelNamed(signal.name, release.name, lab),
    };
    await joinClaims(tx, signal.locator, signalKey(signal), place);
  }
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '-');
}
