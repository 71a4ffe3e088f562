import type { LoggedEvent } from '../domain/events.ts';
import { type Appearance, type FirstDecision, whoWasFirst } from '../domain/first-seen.ts';
import type { SignalRow } from '../store/schema.ts';
import { announces, announcingSignal } from './signal-rows.ts';

/** Who had a release first, as `release ID --json` prints it. */
export type FirstView =
  | { readonly who: string; readonly at: string; readonly leadMinutes: number }
  | { readonly undecidedWithinMinutes: number | null; readonly among: readonly string[] };

/**
 * Who had the release first, of its repos and of those who say that it is there; null where fewer than two compete.
 * `events`: everything that happened to its repos.
 */
export function viewFirst(events: readonly LoggedEvent[], signals: readonly SignalRow[]): FirstView | null {
  const said = signals
    .filter((signal) => announces(signal.statement) && signal.voice !== 'encyclopedia')
    .map((signal): Appearance => ({ who: signal.publisher, ...announcingSignal(signal) }));
  return inView(whoWasFirst([...events.flatMap(shown), ...said]));
}

/** A repo has no time of its own: when it was made is no time of release. */
function shown(event: LoggedEvent): Appearance[] {
  if (event.type !== 'repo.added' && event.type !== 'repo.baselined') return [];
  const { notBefore, observedAt: seenAt } = event;
  const baseline = event.type === 'repo.baselined';
  return [{ who: 'huggingface.co', publishedAt: null, notBefore, seenAt, baseline }];
}

function inView(decision: FirstDecision): FirstView | null {
  switch (decision.kind) {
    case 'first': {
      const { who, at, lead } = decision;
      return { who, at: new Date(at).toISOString(), leadMinutes: Math.floor(lead / 60_000) };
    }
    case 'undecided':
      return { undecidedWithinMinutes: decision.withinMinutes, among: decision.among };
    case 'alone':
      return null;
  }
}
