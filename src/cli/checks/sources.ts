import { listed } from '../../alerts/lists.ts';
import type { Configuration } from '../../config/configuration.ts';
import { judgeConnection } from '../../domain/connection.ts';
import { contactsOf } from '../../pipeline/reachability.ts';
import { type SourceView, stateOf } from '../../pipeline/view-sources.ts';
import { locatorOf } from '../../sources/source-config.ts';
import { hostOf } from '../../sources/source-standing.ts';
import type { Reader } from '../../store/database.ts';
import type { SourceRow } from '../../store/schema.ts';
import { listSources } from '../../store/sources.ts';
import { spanInWords } from '../moments.ts';
import { type Check, ok, warn } from './check.ts';

/** The slowest usual rhythm is some minutes: what has been due for so long is done by nobody. */
const OVERDUE_MS = 15 * 60_000;
const NAMED = 5;
/** States that a person should know of, and whose sources are named. */
const ILL = ['gone', 'failing', 'suspect', 'silent'] as const;

/** How the configured sources do, which hosts cannot be reached, and what is overdue. `now`: milliseconds since 1970. */
export async function checkSources(
  reader: Reader,
  { sources: configs }: Configuration,
  hfEndpoint: string,
  now: number,
): Promise<Check> {
  const hosts = new Map(configs.map((config) => [locatorOf(config), hostOf(config, hfEndpoint)]));
  const rows = (await listSources(reader)).filter((row) => hosts.has(row.locator));
  const states = statesInWords(rows, configs.length, now);
  const unreachable = unreachableInWords(rows, hosts);
  const message = [...states.words, ...(unreachable === null ? [] : [unreachable.words])].join('; ');
  if (unreachable?.ours === true) {
    return warn('sources', message, 'is this machine connected, and may it reach the outside?');
  }
  if (states.ill) {
    const hint = 'see "modelwatch sources", and try one with "modelwatch sources check SOURCE"';
    return warn('sources', message, hint);
  }
  const late = overdue(rows, now);
  if (late !== null) {
    return warn('sources', `${message}; the longest overdue is ${late}`, 'is "modelwatch start" running?');
  }
  return states.unseen > 0
    ? warn('sources', message, 'run "modelwatch refresh" or "modelwatch start"')
    : ok('sources', message);
}

interface StatesInWords {
  readonly words: readonly string[];
  readonly ill: boolean;
  readonly unseen: number;
}

function statesInWords(rows: readonly SourceRow[], configured: number, now: number): StatesInWords {
  const byState = Map.groupBy(rows, (row) => stateOf(row, now));
  const inState = (state: SourceView['state']) => byState.get(state) ?? [];
  const unseen = configured - rows.length + inState('never').length;
  const parked = inState('parked').length;
  const ill = ILL.filter((state) => inState(state).length > 0);
  const words = [
    `${inState('ok').length} of ${configured} do well`,
    ...ill.map((state) => `${inState(state).length} ${state}: ${named(inState(state))}`),
    ...(parked > 0 ? [`${parked} parked`] : []),
    ...(unseen > 0 ? [`${unseen} never looked at`] : []),
  ];
  return { words, ill: ill.length > 0, unseen };
}

function named(rows: readonly SourceRow[]): string {
  return listed(
    rows.map((row) => row.id),
    NAMED,
  );
}

function unreachableInWords(
  rows: readonly SourceRow[],
  hosts: ReadonlyMap<string, string>,
): { readonly words: string; readonly ours: boolean } | null {
  const contacts = contactsOf(rows, hosts);
  const names = contacts
    .filter(({ answeredAt, unreachableAt }) => unreachableAt !== null && unreachableAt > (answeredAt ?? 0))
    .map(({ host }) => host);
  if (names.length === 0) return null;
  const ours = judgeConnection(contacts).down;
  const why = ours ? ', and nothing else answered since: it looks like our own network' : '';
  return { words: `no connection to ${listed(names, NAMED)}${why}`, ours };
}

function overdue(rows: readonly SourceRow[], now: number): string | null {
  const [oldest] = [...rows].sort((left, right) => left.next_due_at - right.next_due_at);
  if (oldest === undefined || now - oldest.next_due_at <= OVERDUE_MS) return null;
  return `${oldest.id}, for ${spanInWords(now - oldest.next_due_at)}`;
}
