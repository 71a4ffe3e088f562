/** Something that says when a release came out: a signal, or a repo. Times in milliseconds since 1970. */
export interface Appearance {
  /** As a person calls it: a publisher. */
  readonly who: string;
  readonly publishedAt: number | null;
  /** The last look that did not show it; null where there was none. */
  readonly notBefore: number | null;
  readonly seenAt: number;
  readonly baseline: boolean;
}

export type FirstDecision =
  | {
      readonly kind: 'first';
      readonly who: string;
      /** It was there then at the latest. */
      readonly at: number;
      /** Milliseconds until the next can have come. */
      readonly lead: number;
    }
  | {
      readonly kind: 'undecided';
      /** Whole minutes; null where nobody looked before. */
      readonly withinMinutes: number | null;
      readonly among: readonly string[];
    }
  /** Fewer than two compete. */
  | { readonly kind: 'alone' };

/** A feed may show an item hours after its date; a date from before the last look but one day is another item's, or wrong. */
const LATE_BY_MS = 86_400_000;

/**
 * When something was there at the latest: its own time where that can be trusted, else when it was first seen. A time
 * in the future, or from long before a look that did not show it, cannot.
 */
export function notAfter({ publishedAt, notBefore, seenAt }: Omit<Appearance, 'who' | 'baseline'>): number {
  if (publishedAt === null || publishedAt > seenAt) return seenAt;
  if (notBefore !== null && publishedAt < notBefore - LATE_BY_MS) return seenAt;
  return publishedAt;
}

interface Interval {
  readonly who: string;
  /** Since when it can have been there. */
  readonly from: number;
  readonly to: number;
}

/**
 * Who had a release first. Said only where nobody else can have been earlier: where the intervals, from the last look
 * without it to its own time, do not overlap. What was there at a source's first look never competes.
 */
export function whoWasFirst(appearances: readonly Appearance[]): FirstDecision {
  const intervals = bestOfEach(appearances.filter((one) => !one.baseline).map(intervalOf));
  const [earliest] = intervals;
  if (earliest === undefined || intervals.length < 2) return { kind: 'alone' };
  const contenders = intervals.filter((one) => one === earliest || one.from < earliest.to);
  if (contenders.length === 1) {
    const next = Math.min(...intervals.filter((one) => one !== earliest).map((one) => one.from));
    return { kind: 'first', who: earliest.who, at: earliest.to, lead: next - earliest.to };
  }
  const since = Math.min(...contenders.map((one) => one.from));
  const until = Math.max(...contenders.map((one) => one.to));
  return {
    kind: 'undecided',
    withinMinutes: Number.isFinite(since) ? Math.ceil((until - since) / 60_000) : null,
    among: contenders.map((one) => one.who).sort(),
  };
}

function intervalOf(appearance: Appearance): Interval {
  const to = notAfter(appearance);
  const from = appearance.notBefore ?? Number.NEGATIVE_INFINITY;
  return { who: appearance.who, from: Math.min(from, to), to };
}

/** One publisher competes once: with the first it can have had, and the first it had for certain. The earliest first. */
function bestOfEach(intervals: readonly Interval[]): Interval[] {
  const groups = Map.groupBy(intervals, (one) => one.who);
  return [...groups]
    .map(([who, own]) => ({
      who,
      from: Math.min(...own.map((one) => one.from)),
      to: Math.min(...own.map((one) => one.to)),
    }))
    .sort((left, right) => left.to - right.to || (left.who < right.who ? -1 : 1));
}
