import { listed } from '../../alerts/lists.ts';
import { counted } from '../../alerts/numbers.ts';
import type { Configuration } from '../../config/configuration.ts';
import { locatorOf } from '../../sources/source-config.ts';
import { countDeliveries } from '../../store/alerts.ts';
import type { Reader } from '../../store/database.ts';
import { countJobs, listDeadJobs } from '../../store/jobs.ts';
import { readMeta } from '../../store/meta.ts';
import type { SourceRow } from '../../store/schema.ts';
import { listSources } from '../../store/sources.ts';
import { spanInWords } from '../moments.ts';
import { stateOf } from '../source-state.ts';
import { bad, type Check, ok, warn } from './check.ts';

/** The slowest usual rhythm is some minutes: what has been due for so long is done by nobody. */
const OVERDUE_MS = 15 * 60_000;
const NAMED = 5;

export async function checkQueue(reader: Reader, redisUrl: string | null): Promise<Check> {
  const recorded = await readMeta(reader, 'queue');
  const asked = redisUrl === null ? 'embedded' : 'bullmq';
  const { ready, leased, dead } = await countJobs(reader);
  const message = `${recorded ?? asked}; ${counted(ready, 'job')} waiting, ${leased} running, ${dead} put aside`;
  if (recorded !== null && recorded !== asked) {
    const hint = `${recorded === 'bullmq' ? 'set' : 'unset'} REDIS_URL, or run "modelwatch migrate --queue ${asked}"`;
    return bad(
      'queue',
      `the database is used with the ${recorded} queue, and REDIS_URL asks for ${asked}`,
      hint,
    );
  }
  if (dead === 0) return ok('queue', message);
  const [first] = await listDeadJobs(reader);
  const example = first === undefined ? '' : ` (${first.kind} ${first.key}: ${first.error_message ?? ''})`;
  return bad(
    'queue',
    `${message}${example}`,
    'what was put aside is an error of this program: please report it',
  );
}

export async function checkSources(
  reader: Reader,
  configuration: Configuration,
  now: number,
): Promise<Check> {
  const locators = new Set(configuration.sources.map(locatorOf));
  const rows = (await listSources(reader)).filter((row) => locators.has(row.locator));
  const inState = (state: string) => rows.filter((row) => stateOf(row, now) === state);
  const [failing, suspect] = [inState('failing'), inState('suspect')];
  const unseen = configuration.sources.length - rows.length + inState('never').length;
  const message = [
    `${inState('ok').length} of ${configuration.sources.length} do well`,
    ...(failing.length > 0 ? [`${failing.length} failing: ${named(failing)}`] : []),
    ...(suspect.length > 0 ? [`${suspect.length} suspect: ${named(suspect)}`] : []),
    ...(unseen > 0 ? [`${unseen} never looked at`] : []),
  ].join('; ');
  if (failing.length > 0 || suspect.length > 0) {
    return warn(
      'sources',
      message,
      'see "modelwatch sources", and try one with "modelwatch sources check SOURCE"',
    );
  }
  const late = overdue(rows, now);
  if (late !== null) {
    return warn('sources', `${message}; the longest overdue for ${late}`, 'is "modelwatch start" running?');
  }
  return unseen > 0
    ? warn('sources', message, 'run "modelwatch refresh" or "modelwatch start"')
    : ok('sources', message);
}

function named(rows: readonly SourceRow[]): string {
  return listed(
    rows.map((row) => row.id),
    NAMED,
  );
}

function overdue(rows: readonly SourceRow[], now: number): string | null {
  const oldest = Math.min(...rows.map((row) => row.next_due_at));
  return now - oldest > OVERDUE_MS ? spanInWords(now - oldest) : null;
}

export async function checkDeliveries(reader: Reader): Promise<Check> {
  const { dead, failed, pending, sending, sent } = await countDeliveries(reader);
  const message = `${sent} sent, ${pending + sending} on their way, ${failed} to be tried again, ${dead} undeliverable`;
  if (dead > 0)
    return bad('deliveries', message, 'see "modelwatch alerts" for why, then "modelwatch alerts retry ID"');
  if (failed > 0)
    return warn(
      'deliveries',
      message,
      'see "modelwatch alerts"; try a channel with "modelwatch alerts test CHANNEL"',
    );
  return ok('deliveries', message);
}
