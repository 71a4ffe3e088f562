import { hash } from 'node:crypto';
import { canonicalContent, changesBetween } from '../domain/diff.ts';
import type { ChangeEvent } from '../domain/events.ts';
import type { RepoObservation } from '../domain/observation.ts';
import { letOthersRun } from '../event-loop.ts';
import type { WriteTransaction } from '../store/database.ts';
import {
  findRecordsByName,
  foldName,
  insertRecords,
  type NewRecord,
  type RecordContent,
  readRecords,
  type StoredRecord,
  summarizeRecords,
  updateAbsence,
  updateRecord,
} from '../store/records.ts';
import { forgetValidators } from '../store/sources.ts';
import { absentKeys, countAbsences } from './record-absence.ts';

export interface Listing {
  readonly namespace: string;
  readonly locator: string;
  readonly observations: readonly RepoObservation[];
  /** The source's first good poll: what nobody knows yet is stored quietly. */
  readonly baselining: boolean;
  /** What the listing does not show is not counted as absent. */
  readonly suspect: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Difference {
  readonly events: readonly ChangeEvent[];
  /** Whether the same listing, seen again, would change nothing: nothing waits for its absence to be confirmed. */
  readonly settled: boolean;
}

interface Seen {
  readonly observation: RepoObservation;
  readonly hash: string;
}

type RepoRecord = StoredRecord<RepoObservation>;

/**
 * Compares a complete listing with the records and brings them up to date. Returns the events that lie between, to be
 * appended in the same transaction. A record that equals what is seen costs no read beyond the index, and no write.
 */
export async function recordListing(tx: WriteTransaction, listing: Listing): Promise<Difference> {
  const summaries = await summarizeRecords(tx, listing.locator);
  const unknownHere: Seen[] = [];
  const differing: Seen[] = [];
  const shown = new Set<string>();
  for (const observation of listing.observations) {
    shown.add(observation.key);
    // Hashing thousands takes a while.
    if (shown.size % 100 === 0) await letOthersRun();
    const seen = { observation, hash: hash('sha1', canonicalContent(observation), 'base64url') };
    const summary = summaries.get(observation.key);
    if (summary === undefined) unknownHere.push(seen);
    else if (summary.hash !== seen.hash || summary.state !== 'present' || summary.missing_polls > 0)
      differing.push(seen);
  }
  const changed = await recordKnown(tx, listing, differing);
  const added = await recordUnknown(tx, listing, unknownHere, shown);
  const absent = absentKeys(summaries, shown);
  const missed = listing.suspect
    ? []
    : await countAbsences<RepoObservation>(tx, listing, absent, listing.now);
  const gone = missed.map(
    ({ record, becomes }): ChangeEvent => ({
      type: `repo.${becomes}`,
      key: record.key,
      before: { name: record.name },
    }),
  );
  return { events: [...changed, ...added, ...gone], settled: absent.length === 0 };
}

/** Repos that this source showed before and that now look otherwise, or are back. */
async function recordKnown(
  tx: WriteTransaction,
  listing: Listing,
  seen: readonly Seen[],
): Promise<ChangeEvent[]> {
  if (seen.length === 0) return [];
  const keys = seen.map(({ observation }) => observation.key);
  const records = await readRecords<RepoObservation>(tx, listing.namespace, keys);
  const events: ChangeEvent[] = [];
  for (const { observation, hash } of seen) {
    const record = records.get(observation.key);
    if (record === undefined) continue;
    events.push(...eventsOfKnown(record, observation));
    await updateRecord(tx, listing, contentOf({ observation, hash }), listing.now);
  }
  return events;
}

function eventsOfKnown(record: RepoRecord, observation: RepoObservation): readonly ChangeEvent[] {
  const changes = changesBetween(record.observation, observation);
  if (record.state === 'present') return changes;
  return [{ type: 'repo.returned', key: observation.key, after: observation }, ...changes];
}

/** Repos that this source never showed: new, moved here from another organization, made again, or part of a baseline. */
async function recordUnknown(
  tx: WriteTransaction,
  listing: Listing,
  seen: readonly Seen[],
  shown: ReadonlySet<string>,
): Promise<ChangeEvent[]> {
  if (seen.length === 0) return [];
  const keys = seen.map(({ observation }) => observation.key);
  const elsewhere = await readRecords<RepoObservation>(tx, listing.namespace, keys);
  const predecessors = await findPredecessors(tx, listing, seen, shown);
  const events: ChangeEvent[] = [];
  const fresh: NewRecord[] = [];
  for (const { observation, hash } of seen) {
    const known = elsewhere.get(observation.key);
    if (known !== undefined) {
      // A known id is never baselined again: it came here by a transfer, and only its name is new.
      events.push(...eventsOfKnown(known, observation));
      await updateRecord(tx, listing, contentOf({ observation, hash }), listing.now);
      await forgetValidators(tx, [known.locator]);
      continue;
    }
    fresh.push({ ...contentOf({ observation, hash }), baseline: listing.baselining });
    const predecessor = predecessors.get(foldName(observation.name));
    events.push(
      listing.baselining && predecessor === undefined
        ? { type: 'repo.baselined', key: observation.key, after: observation }
        : addedOrRecreated(observation, predecessor),
    );
    if (predecessor !== undefined && predecessor.state !== 'removed') {
      await updateAbsence(tx, listing.namespace, predecessor.key, {
        missing_since: predecessor.missing_since,
        missing_polls: predecessor.missing_polls,
        state: 'replaced',
        removed_at: listing.now,
      });
      await forgetValidators(tx, [predecessor.locator]);
    }
  }
  await insertRecords(tx, listing, fresh, listing.now);
  return events;
}

function addedOrRecreated(observation: RepoObservation, predecessor: RepoRecord | undefined): ChangeEvent {
  if (predecessor === undefined) return { type: 'repo.added', key: observation.key, after: observation };
  return {
    type: 'repo.recreated',
    key: observation.key,
    before: { key: predecessor.key },
    after: observation,
  };
}

/** Who held these names before under another id: repos that were deleted and made again, not such as were renamed away. */
async function findPredecessors(
  tx: WriteTransaction,
  listing: Listing,
  seen: readonly Seen[],
  shown: ReadonlySet<string>,
): Promise<Map<string, RepoRecord>> {
  const names = seen.map(({ observation }) => foldName(observation.name));
  const holders = await findRecordsByName<RepoObservation>(tx, listing.namespace, names);
  const predecessors = new Map<string, RepoRecord>();
  for (const holder of holders) {
    if (shown.has(holder.key)) continue;
    const known = predecessors.get(holder.name_folded);
    // Made again more than once: it follows the one that held the name last.
    if (known === undefined || heldUntil(holder) > heldUntil(known))
      predecessors.set(holder.name_folded, holder);
  }
  return predecessors;
}

function heldUntil(record: RepoRecord): number {
  return record.removed_at ?? Number.POSITIVE_INFINITY;
}

function contentOf({ observation, hash }: Seen): RecordContent {
  return {
    key: observation.key,
    name: observation.name,
    nameFolded: foldName(observation.name),
    hash,
    content: JSON.stringify(observation),
    datedAt: null,
  };
}
