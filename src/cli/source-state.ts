import { counted } from '../alerts/numbers.ts';
import type { SourceView } from '../pipeline/view-sources.ts';
import type { FactsProgress } from '../store/repo-facts.ts';
import { fromNow, moment, spanInWords } from './moments.ts';

/** `1 repo`, `21 repos`. */
export function countShown(count: number, shows: string): string {
  return counted(count, shows.replace(/s$/, ''), shows);
}

/** The state in half a sentence. `now`: milliseconds since 1970. */
export function stateInWords(view: SourceView, now: number): string {
  switch (view.state) {
    case 'ok':
      return okInWords(view);
    case 'never':
      return 'never looked at';
    case 'parked':
      return `parked by a rate limit until ${moment(Date.parse(view.parkedUntil ?? ''))}`;
    case 'suspect':
      return `suspect${span(view.suspectSince, now)}: it suddenly shows nothing, or much less; removals are not counted`;
    case 'silent':
      return 'silent for longer than its own rhythm explains';
    case 'gone':
      return `gone${span(view.goneSince, now)}${because(view)}`;
    case 'failing':
      return failureInWords(view, now);
  }
}

function okInWords({ lastOutcome }: SourceView): string {
  if (lastOutcome === 'unchanged') return 'unchanged';
  return lastOutcome === undefined ? 'ok' : `ok, ${lastOutcome}`;
}

function failureInWords(view: SourceView, now: number): string {
  const times = view.failures > 1 ? `, ${view.failures} times` : '';
  return `failing${span(view.failingSince, now)}${times}${because(view)}`;
}

function span(since: string | undefined, now: number): string {
  const words = since === undefined ? null : spanInWords(now - Date.parse(since));
  return words === null ? '' : ` for ${words}`;
}

function because({ error }: SourceView): string {
  return error === undefined ? '' : `: ${error.message}`;
}

/** How far reading the files of repos has come, in half a sentence; null where nothing is to be read. */
export function factsInWords({ wanted, fetched, none, failed }: FactsProgress): string | null {
  const all = wanted + fetched + none + failed;
  if (all === 0) return null;
  const rest = [
    ...(none === 0 ? [] : [`${none} have none`]),
    ...(failed === 0 ? [] : [`${failed} to be tried again`]),
    ...(wanted === 0 ? [] : [`${wanted} waiting`]),
  ];
  return [`${fetched} of ${counted(all, 'repo')} read`, ...rest].join(', ');
}

/** Of several together. */
export function sumOfFacts(parts: readonly FactsProgress[]): FactsProgress {
  const sum = (state: keyof FactsProgress) => parts.reduce((total, part) => total + part[state], 0);
  return { wanted: sum('wanted'), fetched: sum('fetched'), none: sum('none'), failed: sum('failed') };
}

/** When it is looked at next. */
export function nextLook({ nextDueAt }: SourceView, now: number): string {
  if (nextDueAt === undefined) return '';
  const at = Date.parse(nextDueAt);
  return at > now ? fromNow(at, now) : 'due';
}
