const DAY = 24 * 3_600_000;

/** By fewer items nobody knows the rhythm of a feed. */
const FEWEST_ITEMS = 20;
/** A rhythm that holds no weekend yet takes the first one for silence. */
const SHORTEST_HISTORY_MS = 14 * DAY;
const SHARE_OF_GAPS = 0.99;
const TIMES_THE_GAP = 3;
/** Holidays and a server that publishes late are no silence, however quick a feed is otherwise. */
const SHORTEST_SILENCE_MS = 2 * DAY;

/** One thing that a feed has shown. Milliseconds since 1970. */
export interface KnownItem {
  /** When it was published, as the feed says; null where it does not. */
  readonly datedAt: number | null;
  readonly firstSeen: number;
  /** It was there at the first look, whenever it came. */
  readonly baseline: boolean;
}

export interface SilenceVerdict {
  readonly silent: boolean;
  readonly reason: 'too-few-items' | 'too-short-a-history' | 'within-its-rhythm' | 'unusually-long';
  /** When it last showed something new; null where that is unknown. */
  readonly since: number | null;
  /** Milliseconds: so long it may be silent. Null where that is unknown. */
  readonly limit: number | null;
}

/**
 * Whether a feed has been silent for longer than its own rhythm explains: three times its 99th-percentile gap.
 * `lastGoodAt`: until when it was looked at; silence while nobody looked is none. Milliseconds since 1970.
 */
export function judgeSilence(items: readonly KnownItem[], lastGoodAt: number): SilenceVerdict {
  const known = items.map(appearedAt).filter((time) => time !== null);
  if (known.length < FEWEST_ITEMS) return unknown('too-few-items');
  const moments = [...new Set(known)].sort((left, right) => left - right);
  const [first = 0] = moments;
  const newest = moments.at(-1) ?? 0;
  if (newest - first < SHORTEST_HISTORY_MS) return unknown('too-short-a-history');
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
  const limit = Math.max(SHORTEST_SILENCE_MS, TIMES_THE_GAP * percentile(gaps, SHARE_OF_GAPS));
  // An old article that is shown late is a sign of life, too.
  const since = Math.max(newest, ...items.filter(({ baseline }) => !baseline).map((item) => item.firstSeen));
  const silent = lastGoodAt - since > limit;
  return { silent, reason: silent ? 'unusually-long' : 'within-its-rhythm', since, limit };
}

/** What was there at the first look and has no date may have come at any time. */
function appearedAt({ datedAt, firstSeen, baseline }: KnownItem): number | null {
  return datedAt ?? (baseline ? null : firstSeen);
}

/** By nearest rank. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function unknown(reason: SilenceVerdict['reason']): SilenceVerdict {
  return { silent: false, reason, since: null, limit: null };
}
