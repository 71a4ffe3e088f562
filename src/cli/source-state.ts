import { counted } from '../alerts/numbers.ts';
import type { SourceConfig } from '../config/configuration.ts';
import { type SourceState, stateOfSource } from '../domain/source-health.ts';
import { locatorOf } from '../sources/source-config.ts';
import { hostOf } from '../sources/source-standing.ts';
import type { FactsProgress } from '../store/repo-facts.ts';
import type { SourceRow } from '../store/schema.ts';
import { factsOf } from '../store/sources.ts';
import { fromNow, moment, spanInWords } from './moments.ts';

/** A source and how it does, as `sources --json` prints it. A contract: fields may be added, not changed. */
export interface SourceView {
  readonly id: string;
  readonly kind: string;
  readonly lab: string | null;
  readonly locator: string;
  readonly host: string;
  /** `unchanged` is `ok` here: `lastOutcome` tells them apart. */
  readonly state: Exclude<SourceState, 'unchanged'>;
  readonly lastPollAt?: string;
  readonly lastGoodAt?: string;
  readonly nextDueAt?: string;
  /** In the last good listing. */
  readonly observations?: number;
  /** What the observations are: `repos`, `items`, `rows`. */
  readonly shows: string;
  /** Failed polls in a row; those that reached nobody for want of a network are not counted. */
  readonly failures: number;
  readonly failingSince?: string;
  readonly suspectSince?: string;
  /** Since when the upstream says that it is not there. */
  readonly goneSince?: string;
  readonly parkedUntil?: string;
  readonly lastOutcome?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly baselinedAt?: string;
  /** Of an organization of the Hub: how far reading the files of its repos has come. */
  readonly facts?: FactsProgress;
}

/** `row`: what the store knows of it; undefined where it was never heard of. `now`: milliseconds since 1970. */
export function viewSource(
  config: SourceConfig,
  hfEndpoint: string,
  row: SourceRow | undefined,
  now: number,
): SourceView {
  const source = {
    id: config.id,
    kind: config.kind,
    lab: config.lab ?? null,
    locator: locatorOf(config),
    host: hostOf(config, hfEndpoint),
    shows: shownBy(config),
  };
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
    ...time('suspectSince', row.suspect_since),
    ...time('goneSince', row.gone_since),
    ...(state === 'parked' ? time('parkedUntil', row.parked_until) : {}),
    ...(row.last_outcome === null ? {} : { lastOutcome: row.last_outcome }),
    ...(row.error_code === null ? {} : { error: { code: row.error_code, message: row.error_message ?? '' } }),
    ...time('baselinedAt', row.baselined_at),
  };
}

/** What one observation of it is called, several of them. */
export function shownBy(config: SourceConfig): string {
  switch (config.kind) {
    case 'huggingface-org':
      return 'repos';
    case 'feed':
      return 'items';
    case 'web-page':
      return config.as === 'table' ? 'rows' : 'items';
    case 'wikipedia-page':
    case 'json-api':
      return 'rows';
  }
}

/** `1 repo`, `21 repos`. */
export function countShown(count: number, shows: string): string {
  return counted(count, shows.replace(/s$/, ''), shows);
}

/** As the views have it. */
export function stateOf(row: SourceRow, now: number): SourceView['state'] {
  const state = stateOfSource(factsOf(row), now);
  return state === 'unchanged' ? 'ok' : state;
}

function time<K extends string>(key: K, at: number | null): { [Key in K]?: string } {
  return at === null ? {} : ({ [key]: new Date(at).toISOString() } as { [Key in K]: string });
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
