import { sql } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { Database } from './database.ts';
import { databaseNow } from './database-clock.ts';

/** The server is asked so often what time it is. Between two answers the time is that of a stopwatch, which nobody sets. */
const ASKED_EVERY_MS = 30_000;

/** A machine whose clock differs by more is told of: whoever reads its log otherwise wonders at the times in it. */
const WORTH_TELLING_MS = 5_000;

export interface ServerClock extends Clock {
  stop(): void;
}

export interface SkewReport {
  /** Milliseconds by which this machine's clock is ahead of the server's; negative where it is behind. */
  wrong(ahead: number): void;
  rightAgain(): void;
}

/**
 * The time by the database server's clock, for a process on any machine: what one puts off until a time is due for all
 * others at that time, too, and a machine whose own clock is wrong does no harm. Rejects where the server does not answer.
 */
export async function followServerClock(database: Database, report: SkewReport): Promise<ServerClock> {
  let known = await ask(database);
  let isTold = false;
  const now = () => Math.round(known.time + performance.now() - known.at);

  function tellSkew(): void {
    const ahead = Date.now() - now();
    const isWrong = Math.abs(ahead) > WORTH_TELLING_MS;
    if (isWrong && !isTold) report.wrong(ahead);
    if (!isWrong && isTold) report.rightAgain();
    isTold = isWrong;
  }

  async function askAgain(): Promise<void> {
    const answer = await ask(database);
    // An answer that was long on its way says less than the stopwatch.
    const difference = answer.time - (known.time + answer.at - known.at);
    if (Math.abs(difference) > answer.uncertainty) known = answer;
    tellSkew();
  }

  tellSkew();
  const timer = setInterval(() => {
    askAgain().catch(() => {
      // The server is away, which others tell: the stopwatch goes on.
    });
  }, ASKED_EVERY_MS);
  timer.unref();
  return { now, stop: () => clearInterval(timer) };
}

interface Answer {
  /** Milliseconds since 1970, by the server. */
  readonly time: number;
  /** When that was, by `performance.now()`: in the middle between question and answer. */
  readonly at: number;
  /** By how many milliseconds it may have been earlier or later. */
  readonly uncertainty: number;
}

/** As Cristian's algorithm has it: https://en.wikipedia.org/wiki/Cristian%27s_algorithm */
async function ask({ reader }: Database): Promise<Answer> {
  const asked = performance.now();
  const { rows } = await sql<{ now: number }>`select ${databaseNow(reader)} as now`.execute(reader);
  const answered = performance.now();
  const [row] = rows as [{ now: number }];
  return { time: row.now, at: (asked + answered) / 2, uncertainty: (answered - asked) / 2 };
}
