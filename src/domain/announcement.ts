import { areIndependent, type Outlet } from './independence.ts';
import type { Statement } from './signals/signal.ts';
import type { Voice } from './signals/voice.ts';

/** What a signal says of a release, as far as it is evidence that the release exists. Times in milliseconds since 1970. */
export interface AnnouncingSignal extends Outlet {
  readonly key: string;
  readonly voice: Voice;
  /** A `news` of the lab is no evidence of a release. */
  readonly statement: Statement | 'news';
  readonly publishedAt: number | null;
  /** The last look that did not show it; null where there was none. */
  readonly notBefore: number | null;
  readonly seenAt: number;
  readonly baseline: boolean;
}

/** `announced`: said by its lab, and not there yet; `available`: it can be used, and has no public weights. */
export type AnnouncementDecision =
  | { readonly kind: 'nothing'; readonly reason: 'only-spoken-of' | 'one-outlet-alone' }
  | {
      readonly kind: 'announced' | 'available';
      readonly reason: 'the-lab-says-so' | 'a-catalogue-lists-it' | 'independent-outlets-agree';
      /** Keys of the signals that suffice, the first of them first. */
      readonly covers: readonly string[];
      /** Since when they do: when the last of them was seen. */
      readonly since: number;
    };

type Level = 'announced' | 'available';

/** What is said to be out, and what is said to exist. Open weights are there when the Hub shows them, and not before. */
const SAYS: Readonly<Record<Level, ReadonlySet<string>>> = {
  available: new Set<Statement>(['released', 'available']),
  announced: new Set<Statement>(['released', 'available', 'open-weights', 'announced']),
};

/**
 * Whether what is said suffices for a release without weights, and for which. One word of its own lab is enough, and so
 * is one listing in a catalogue of what can be used; of outlets it takes two that are independent. An encyclopedia alone
 * opens nothing and is no outlet; plans and rumours open nothing. Pure: the order of the signals does not matter.
 */
export function decideAnnouncement(signals: readonly AnnouncingSignal[]): AnnouncementDecision {
  const ordered = [...signals].sort(byArrival);
  const reached = evidenceFor('available', ordered) ?? evidenceFor('announced', ordered);
  if (reached !== null) return reached;
  const heard = ordered.some((signal) => signal.voice === 'outlet' && SAYS.announced.has(signal.statement));
  return { kind: 'nothing', reason: heard ? 'one-outlet-alone' : 'only-spoken-of' };
}

function evidenceFor(level: Level, ordered: readonly AnnouncingSignal[]): AnnouncementDecision | null {
  const saying = ordered.filter((signal) => SAYS[level].has(signal.statement));
  const alone = saying.find((signal) => signal.voice === 'lab' || signal.voice === 'catalogue');
  const agreeing = firstAgreement(saying.filter((signal) => signal.voice === 'outlet'));
  const second = agreeing?.[1];
  if (alone !== undefined && (second === undefined || alone.seenAt <= second.seenAt)) {
    const reason = alone.voice === 'lab' ? 'the-lab-says-so' : 'a-catalogue-lists-it';
    return { kind: level, reason, covers: [alone.key], since: alone.seenAt };
  }
  if (agreeing === null || second === undefined) return null;
  return {
    kind: level,
    reason: 'independent-outlets-agree',
    covers: agreeing.map((signal) => signal.key),
    since: second.seenAt,
  };
}

/** The first two that are independent, by the arrival of the second. */
function firstAgreement(
  outlets: readonly AnnouncingSignal[],
): readonly [AnnouncingSignal, AnnouncingSignal] | null {
  for (const [index, second] of outlets.entries()) {
    const first = outlets.slice(0, index).find((earlier) => areIndependent(earlier, second));
    if (first !== undefined) return [first, second];
  }
  return null;
}

function byArrival(left: AnnouncingSignal, right: AnnouncingSignal): number {
  return left.seenAt - right.seenAt || (left.key < right.key ? -1 : left.key > right.key ? 1 : 0);
}

/** Said so long before anybody here could have looked, it is history and no news. */
const OLD_AFTER_MS = 7 * 86_400_000;

/** Whether a signal was no news any more when it was first seen. */
export function isHistory(
  signal: Pick<AnnouncingSignal, 'baseline' | 'publishedAt' | 'notBefore' | 'seenAt'>,
): boolean {
  if (signal.baseline) return true;
  // After a time without looking, what came meanwhile is news still.
  return (
    signal.publishedAt !== null && signal.publishedAt < (signal.notBefore ?? signal.seenAt) - OLD_AFTER_MS
  );
}
