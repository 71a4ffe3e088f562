import { type AbsenceVerdict, countAbsence } from '../domain/absence.ts';
import type { WriteTransaction } from '../store/database.ts';
import {
  type RecordPlace,
  type RecordSummary,
  readRecords,
  type StoredRecord,
  updateAbsence,
} from '../store/records.ts';

/** A record whose absence was counted, and what it became by that. */
export interface Missed<T> {
  readonly record: StoredRecord<T>;
  readonly becomes: Exclude<AbsenceVerdict['becomes'], null>;
}

/** Keys of what a source showed before, and does not show now. */
export function absentKeys(
  summaries: ReadonlyMap<string, RecordSummary>,
  shown: ReadonlySet<string>,
): readonly string[] {
  return [...summaries.values()]
    .filter(({ key, state }) => !shown.has(key) && (state === 'present' || state === 'missing'))
    .map(({ key }) => key);
}

/** Counts one more complete answer that does not show these. Returns those that are missing or removed by it. */
export async function countAbsences<T>(
  tx: WriteTransaction,
  place: RecordPlace,
  absent: readonly string[],
  now: number,
): Promise<Missed<T>[]> {
  if (absent.length === 0) return [];
  const missed: Missed<T>[] = [];
  for (const record of (await readRecords<T>(tx, place.namespace, absent)).values()) {
    // Replaced or moved while this listing was compared.
    if (record.locator !== place.locator || (record.state !== 'present' && record.state !== 'missing'))
      continue;
    const { missingSince, missingPolls, becomes } = countAbsence(
      { state: record.state, missingSince: record.missing_since, missingPolls: record.missing_polls },
      now,
    );
    await updateAbsence(tx, place.namespace, record.key, {
      missing_since: missingSince,
      missing_polls: missingPolls,
      ...(becomes === null ? {} : { state: becomes }),
      ...(becomes === 'removed' ? { removed_at: now } : {}),
    });
    if (becomes !== null) missed.push({ record, becomes });
  }
  return missed;
}
