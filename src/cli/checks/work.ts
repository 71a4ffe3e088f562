import { counted } from '../../alerts/numbers.ts';
import { countDeliveries } from '../../store/alerts.ts';
import { pausedChannels } from '../../store/channel-health.ts';
import type { Reader } from '../../store/database.ts';
import { countJobs, listDeadJobs } from '../../store/jobs.ts';
import { readMeta } from '../../store/meta.ts';
import { factsProgress } from '../../store/repo-facts.ts';
import { moment } from '../moments.ts';
import { factsInWords } from '../source-state.ts';
import { bad, type Check, ok, warn } from './check.ts';

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

export async function checkChannels(reader: Reader): Promise<Check> {
  const paused = await pausedChannels(reader);
  const [first] = paused;
  if (first === undefined) return ok('channels', 'all take what they are sent');
  const since = moment(first.failing_since ?? first.told_at ?? 0);
  return bad(
    'channels',
    `${paused.map(({ id }) => id).join(', ')} ${paused.length === 1 ? 'keeps' : 'keep'} failing (${first.id} since ${since}: ${first.error_message ?? ''})`,
    `mend it, then "modelwatch alerts test ${first.id}"; what waits is sent as soon as one message goes through`,
  );
}

/** Reading the files of repos takes hours after a baseline: that is no trouble; that much of it fails is. */
export async function checkFacts(reader: Reader): Promise<Check> {
  const progress = await factsProgress(reader);
  const message = factsInWords(progress) ?? 'nothing to be read yet';
  if (progress.failed <= Math.max(5, (progress.fetched + progress.none) / 10)) return ok('facts', message);
  return warn('facts', message, 'see the log for why; "modelwatch start" tries them again by itself');
}
