import type { SourceRow } from '../store/schema.ts';
import { moment, spanInWords } from './moments.ts';

/** A source and how it does, as `sources --json` prints it. A contract: fields may be added, not changed. */
export interface SourceView {
  readonly id: string;
  readonly kind: string;
  readonly lab: string | null;
  readonly locator: string;
  readonly state: 'ok' | 'never' | 'failing' | 'suspect' | 'parked';
  readonly lastPollAt?: string;
  readonly lastGoodAt?: string;
  readonly nextDueAt?: string;
  /** In the last good listing. */
  readonly observations?: number;
  /** Failed polls in a row; those that reached nobody are not counted. */
  readonly failures: number;
  readonly failingSince?: string;
  readonly parkedUntil?: string;
  readonly lastOutcome?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly baselinedAt?: string;
}

/** `row`: what the store knows of it; undefined where it was never heard of. `now`: milliseconds since 1970. */
export function viewSource(
  source: Pick<SourceView, 'id' | 'kind' | 'lab' | 'locator'>,
  row: SourceRow | undefined,
  now: number,
): SourceView {
  if (row === undefined) return { ...source, state: 'never', failures: 0 };
  const state = stateOf(row, now);
  return {
    ...source,
    state,
    ...time('lastPollAt', row.last_poll_at),
    ...time('lastGoodAt', row.last_good_at),
    ...time('nextDueAt', row.next_due_at),
    ...(row.last_good_count === null ? {} : { observations: row.last_good_count }),
    failures: row.failures,
    ...time('failingSince', row.failing_since),
    ...(state === 'parked' ? time('parkedUntil', row.parked_until) : {}),
    ...(row.last_outcome === null ? {} : { lastOutcome: row.last_outcome }),
    ...(row.error_code === null ? {} : { error: { code: row.error_code, message: row.error_message ?? '' } }),
    ...time('baselinedAt', row.baselined_at),
  };
}

/** What keeps a source from being looked at stands before what its last look showed. */
export function stateOf(row: SourceRow, now: number): SourceView['state'] {
  if (row.parked_until !== null && row.parked_until > now) return 'parked';
  if (row.failing_since !== null) return 'failing';
  if (row.suspect_since !== null) return 'suspect';
  return row.last_good_at === null ? 'never' : 'ok';
}

function time<K extends string>(key: K, at: number | null): { [Key in K]?: string } {
  return at === null ? {} : ({ [key]: new Date(at).toISOString() } as { [Key in K]: string });
}

/** The state in half a sentence. */
export function stateInWords(view: SourceView, now: number): string {
  switch (view.state) {
    case 'ok':
      return view.lastOutcome === undefined || view.lastOutcome === 'unchanged'
        ? 'ok'
        : `ok, ${view.lastOutcome}`;
    case 'never':
      return 'never looked at';
    case 'parked':
      return `parked by a rate limit until ${moment(Date.parse(view.parkedUntil ?? ''))}`;
    case 'suspect':
      return 'suspect: its listing is suddenly empty or short; removals are not counted';
    case 'failing':
      return failureInWords(view, now);
  }
}

function failureInWords(view: SourceView, now: number): string {
  const span = view.failingSince === undefined ? null : spanInWords(now - Date.parse(view.failingSince));
  const times = view.failures > 1 ? `, ${view.failures} times` : '';
  const because = view.error === undefined ? '' : `: ${view.error.message}`;
  return `failing${span === null ? '' : ` for ${span}`}${times}${because}`;
}
