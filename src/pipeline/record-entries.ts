import { hash } from 'node:crypto';
import { canonicalEntry, entryChanges } from '../domain/entry-diff.ts';
import type { EntryEvent } from '../domain/events.ts';
import type { EntryObservation } from '../domain/observation.ts';
import { boundEntry } from '../domain/observation-bounds.ts';
import { letOthersRun } from '../event-loop.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { EventOfLab } from '../store/events.ts';
import {
  foldName,
  insertRecords,
  type RecordContent,
  type RecordPlace,
  readRecords,
  type StoredRecord,
  summarizeRecords,
  updateRecord,
} from '../store/records.ts';
import { absentKeys, countAbsences } from './record-absence.ts';
import type { Recorded } from './recorded.ts';

/** The watched lab that these names are of, as they are written somewhere; null where they are of none. */
export type AttributeEntry = (names: Pick<EntryObservation, 'developer' | 'subject'>) => string | null;

export interface EntryList {
  readonly locator: string;
  /** Null where the source is of no one lab. */
  readonly lab: string | null;
  readonly observations: readonly EntryObservation[];
  readonly attribute: AttributeEntry;
  /** What nobody knows yet is stored quietly. */
  readonly baselining: boolean;
  /** What is not shown is not counted as absent. */
  readonly suspect: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface Seen {
  readonly observation: EntryObservation;
  readonly lab: string;
  readonly hash: string;
}

type EntryRecord = StoredRecord<EntryObservation>;

/**
 * Compares all that a table, infobox or list says with the records and brings them up to date. What is of no watched lab
 * is not stored, and counts as not shown where it was.
 */
export async function recordEntries(tx: WriteTransaction, list: EntryList): Promise<Recorded> {
  const place: RecordPlace = { namespace: `entry:${list.locator}`, locator: list.locator };
  const summaries = await summarizeRecords(tx, list.locator);
  const shown = await readShown(list);
  const differing: Seen[] = [];
  const unknown: Seen[] = [];
  for (const seen of shown.values()) {
    const summary = summaries.get(seen.observation.key);
    if (summary === undefined) unknown.push(seen);
    else if (summary.hash !== seen.hash || summary.state !== 'present' || summary.missing_polls > 0)
      differing.push(seen);
  }
  const changed = await recordKnown(tx, list, place, differing);
  const fresh = unknown.map((seen) => ({ ...contentOf(seen), baseline: list.baselining }));
  await insertRecords(tx, place, fresh, list.now);
  const type = list.baselining ? 'entry.baselined' : 'entry.added';
  const added = unknown.map(({ lab, observation }) =>
    ofLab(lab, { type, key: observation.key, after: observation }),
  );
  const absent = absentKeys(summaries, new Set(shown.keys()));
  const gone = list.suspect ? [] : await recordAbsent(tx, list, place, absent);
  return { events: [...changed, ...added, ...gone], settled: absent.length === 0 };
}

/** By key; where a page says one thing twice, the first stands. */
async function readShown(list: EntryList): Promise<ReadonlyMap<string, Seen>> {
  const shown = new Map<string, Seen>();
  for (const given of list.observations) {
    const observation = boundEntry(given);
    const lab = labOf(list, observation);
    if (lab === null || shown.has(observation.key)) continue;
    shown.set(observation.key, {
      observation,
      lab,
      hash: hash('sha1', canonicalEntry(observation), 'base64url'),
    });
    if (shown.size % 100 === 0) await letOthersRun();
  }
  return shown;
}

/**
 * On a lab's own page what it makes is its own, unless another watched lab is named as the maker: a subject alone may
 * well name another's model, as one that was distilled from it.
 */
function labOf({ lab, attribute }: EntryList, entry: EntryObservation): string | null {
  if (lab === null) return attribute(entry);
  return entry.developer === null ? lab : (attribute({ developer: entry.developer, subject: '' }) ?? lab);
}

async function recordKnown(
  tx: WriteTransaction,
  list: EntryList,
  place: RecordPlace,
  differing: readonly Seen[],
): Promise<EventOfLab[]> {
  if (differing.length === 0) return [];
  const keys = differing.map(({ observation }) => observation.key);
  const records = await readRecords<EntryObservation>(tx, place.namespace, keys);
  const events: EventOfLab[] = [];
  for (const seen of differing) {
    const record = records.get(seen.observation.key);
    if (record === undefined) continue;
    events.push(...eventsOfKnown(list, record, seen));
    await updateRecord(tx, place, contentOf(seen), list.now);
  }
  return events;
}

function eventsOfKnown(list: EntryList, record: EntryRecord, { observation, lab }: Seen): EventOfLab[] {
  const key = observation.key;
  const changes = entryChanges(record.observation, observation);
  const before = labOf(list, record.observation);
  if (before !== lab) return movedToLab(record, before, lab, observation);
  return [
    ...(record.state === 'present' ? [] : [ofLab(lab, { type: 'entry.returned', key, after: observation })]),
    ...(changes === null ? [] : [ofLab(lab, { type: 'entry.changed', key, ...changes })]),
  ];
}

/** Another lab is named as the maker now: for each of the two, that is all of it. */
function movedToLab(
  record: EntryRecord,
  from: string | null,
  to: string,
  observation: EntryObservation,
): EventOfLab[] {
  const { key, observation: before, state } = record;
  const added = ofLab(to, { type: 'entry.added', key, after: observation });
  if (from === null || state === 'removed') return [added];
  return [ofLab(from, { type: 'entry.removed', key, before: { subject: before.subject } }), added];
}

async function recordAbsent(
  tx: WriteTransaction,
  list: EntryList,
  place: RecordPlace,
  absent: readonly string[],
): Promise<EventOfLab[]> {
  const missed = await countAbsences<EntryObservation>(tx, place, absent, list.now);
  return missed.flatMap(({ record: { key, observation }, becomes }) => {
    const lab = labOf(list, observation);
    if (lab === null) return [];
    return [ofLab(lab, { type: `entry.${becomes}`, key, before: { subject: observation.subject } })];
  });
}

function ofLab(lab: string, event: EntryEvent): EventOfLab {
  return { lab, event };
}

function contentOf({ observation, hash }: Seen): RecordContent {
  return {
    key: observation.key,
    name: observation.subject,
    nameFolded: foldName(observation.subject),
    hash,
    content: JSON.stringify(observation),
    datedAt: null,
  };
}
