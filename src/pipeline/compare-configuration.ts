import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import type { Database } from '../store/database.ts';
import { readMeta, writeMeta } from '../store/meta.ts';

export interface ComparisonDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Of this process's configuration and version. */
  readonly fingerprint: string;
  /** Others go by what a scheduler is configured with: it says what is due. */
  readonly schedules: boolean;
}

/** After so long without a word of a scheduler that is configured so, another may say how it is. */
const STALE_MS = 3 * 60_000;

interface Agreed {
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Compares how this process is configured with how the schedulers of the store are; called each minute. A difference is
 * told once, and so is its end: a worker that does not know a source ends its polls without looking.
 */
export function createConfigurationComparison(deps: ComparisonDependencies): () => Promise<void> {
  const { database, clock, log, fingerprint, schedules } = deps;
  let told: string | null = null;
  return async () => {
    const now = clock.now();
    const agreed = parse(await readMeta(database.reader, 'configuration'));
    const isOther = agreed !== null && agreed.fingerprint !== fingerprint;
    if (isOther && Math.abs(now - agreed.at) < STALE_MS) {
      if (told !== agreed.fingerprint) {
        log.warn(
          'this process is configured otherwise than a scheduler of this database, or is of another version: give all of them the same configuration folder and version',
        );
      }
      told = agreed.fingerprint;
      return;
    }
    if (told !== null) log.info('all processes of this database are configured alike again');
    told = null;
    if (!schedules) return;
    const mine: Agreed = { fingerprint, at: now };
    await database.writeAlone((tx) => writeMeta(tx, 'configuration', JSON.stringify(mine)));
  };
}

function parse(text: string | null): Agreed | null {
  return text === null ? null : (JSON.parse(text) as Agreed);
}
