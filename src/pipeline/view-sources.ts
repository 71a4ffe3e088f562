import { type SourceState, stateOfSource } from '../domain/source-health.ts';
import { locatorOf, type SourceConfig } from '../sources/source-config.ts';
import type { Reader } from '../store/database.ts';
import { type FactsProgress, factsByOrganization } from '../store/repo-facts.ts';
import type { SourceRow } from '../store/schema.ts';
import { factsOf, listSources } from '../store/sources.ts';

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
  host: string,
  row: SourceRow | undefined,
  now: number,
): SourceView {
  const source = {
    id: config.id,
    kind: config.kind,
    lab: config.lab ?? null,
    locator: locatorOf(config),
    host,
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

/** What the store knows of sources, by which views of them are made. */
export interface SourcesStanding {
  readonly rows: readonly SourceRow[];
  /** How far reading the files of repos has come, by organization of the Hub. */
  readonly facts: ReadonlyMap<string, FactsProgress>;
}

export async function standingOfSources(reader: Reader): Promise<SourcesStanding> {
  return { rows: await listSources(reader), facts: await factsByOrganization(reader) };
}

/** The configured sources in their order. `hostOf`: host and port that each is asked for at. `stored`: null where there is no store yet. `now`: milliseconds since 1970. */
export function viewSources(
  configs: readonly SourceConfig[],
  hostOf: (config: SourceConfig) => string,
  stored: SourcesStanding | null,
  now: number,
): SourceView[] {
  const known = new Map(stored?.rows.map((row) => [row.locator, row]));
  return configs.map((config) => {
    const view = viewSource(config, hostOf(config), known.get(locatorOf(config)), now);
    const facts = config.kind === 'huggingface-org' ? stored?.facts.get(config.org.toLowerCase()) : undefined;
    return facts === undefined ? view : { ...view, facts };
  });
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

/** As the views have it. */
export function stateOf(row: SourceRow, now: number): SourceView['state'] {
  const state = stateOfSource(factsOf(row), now);
  return state === 'unchanged' ? 'ok' : state;
}

function time<K extends string>(key: K, at: number | null): { [Key in K]?: string } {
  return at === null ? {} : ({ [key]: new Date(at).toISOString() } as { [Key in K]: string });
}
