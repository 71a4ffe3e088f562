import { ModelwatchError } from '../errors.ts';
import {
  addAskedRefresh,
  forgetAskedRefreshes,
  readAskedRefresh,
  runningRefreshes,
  updateAskedRefresh,
} from '../store/asked-refreshes.ts';
import type { Reader } from '../store/database.ts';
import type { AskedRefreshRow } from '../store/schema.ts';
import type { WatchedSource } from './poll-source.ts';
import { type RefreshDependencies, refresh } from './refresh.ts';
import { type RefreshView, viewRefresh } from './refresh-report.ts';

/** A look at sources that somebody asked for and does not wait for. */
export interface AskedRefresh {
  readonly id: string;
  /** Ids of sources. */
  readonly sources: readonly string[];
  /** `lost`: the process that did it ended before it was through; what it had seen is kept. */
  readonly state: 'running' | 'done' | 'failed' | 'lost';
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly endedAt: number | null;
  readonly polled: number;
  /** Where it is done. */
  readonly report: RefreshView | null;
  /** Where it failed as a whole; what failed of one source stands in the report. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Asked for while as many are under way as may be. */
export class TooManyRefreshesError extends ModelwatchError {
  constructor(running: number) {
    super('refreshes-running', 'other looks are under way: ask again when they have ended', 'wait', {
      running,
    });
  }
}

const MOST_AT_ONCE = 3;
const SIGN_OF_LIFE_EVERY_MS = 10_000;
/** A process that gave no sign of life for so long does it no more. */
const LOST_AFTER_MS = 60_000;
const KEPT_MS = 7 * 86_400_000;

/** Looks that people and programs ask for: done in this process, known in the store, so that any process can tell of them. */
export class AskedRefreshes {
  readonly #deps: RefreshDependencies;
  readonly #newId: (prefix: string) => string;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(deps: RefreshDependencies, newId: (prefix: string) => string) {
    this.#deps = deps;
    this.#newId = newId;
  }

  /**
   * Begins a look at these sources, or joins one at the same that is under way. `askedBy`: the id of a token. Throws
   * TooManyRefreshesError.
   */
  async begin(sources: readonly WatchedSource[], askedBy: string | null): Promise<AskedRefresh> {
    const now = this.#deps.clock.now();
    const ids = JSON.stringify(sources.map(({ id }) => id));
    const row: AskedRefreshRow = {
      id: this.#newId('refresh'),
      asked_by: askedBy,
      sources: ids,
      state: 'running',
      asked_at: now,
      seen_at: now,
      ended_at: null,
      polled: 0,
      report: null,
    };
    const { begun, row: taken } = await this.#deps.database.write(async (tx) => {
      const running = await runningRefreshes(tx, now - LOST_AFTER_MS);
      const same = running.find((other) => other.sources === ids);
      if (same !== undefined) return { begun: false, row: same };
      if (running.length >= MOST_AT_ONCE) throw new TooManyRefreshesError(running.length);
      await forgetAskedRefreshes(tx, now - KEPT_MS);
      await addAskedRefresh(tx, row);
      return { begun: true, row };
    });
    if (begun) this.#underWay.set(row.id, this.#run(row.id, sources));
    return viewAsked(taken, now);
  }

  /** Resolves when that look has ended or `milliseconds` are over, with how it stands then. */
  async wait(id: string, milliseconds: number): Promise<AskedRefresh | null> {
    const running = this.#underWay.get(id);
    if (running !== undefined) {
      const { promise: patience, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, milliseconds);
      await Promise.race([running, patience]);
      clearTimeout(timer);
    }
    return await this.find(id);
  }

  /** How a look stands that was asked for, here or in another process; null where there is none, or it is long ago. */
  async find(id: string): Promise<AskedRefresh | null> {
    return await findAskedRefresh(this.#deps.database.reader, id, this.#deps.clock.now());
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  async #run(id: string, sources: readonly WatchedSource[]): Promise<void> {
    const { database, clock, log } = this.#deps;
    let polled = 0;
    const write = (changes: Partial<AskedRefreshRow>) =>
      database
        .write((tx) => updateAskedRefresh(tx, id, { seen_at: clock.now(), polled, ...changes }))
        .catch((error) => log.warn({ err: error, refresh: id }, 'how a look stands could not be written'));
    const alive = setInterval(() => void write({}), SIGN_OF_LIFE_EVERY_MS);
    const count = () => {
      polled++;
    };
    let ending: Partial<AskedRefreshRow>;
    try {
      const report = await refresh(this.#deps, sources, { polled: count });
      ending = { state: 'done', report: JSON.stringify(viewRefresh(report)) };
    } catch (error) {
      log.error({ err: error, refresh: id }, 'a look that was asked for failed');
      ending = { state: 'failed', report: JSON.stringify(failure(error)) };
    }
    clearInterval(alive);
    await write({ ...ending, ended_at: clock.now() });
    this.#underWay.delete(id);
  }
}

/** How a look stands that was asked for; null where there is none of that id, or it is long ago. */
export async function findAskedRefresh(
  reader: Reader,
  id: string,
  now: number,
): Promise<AskedRefresh | null> {
  const row = await readAskedRefresh(reader, id);
  return row === undefined ? null : viewAsked(row, now);
}

function viewAsked(row: AskedRefreshRow, now: number): AskedRefresh {
  const lost = row.state === 'running' && now - row.seen_at > LOST_AFTER_MS;
  const said = row.report === null ? null : JSON.parse(row.report);
  return {
    id: row.id,
    sources: JSON.parse(row.sources) as string[],
    state: lost ? 'lost' : row.state,
    askedAt: row.asked_at,
    endedAt: row.ended_at,
    polled: row.polled,
    report: row.state === 'done' ? (said as RefreshView) : null,
    error: row.state === 'failed' ? (said as AskedRefresh['error']) : null,
  };
}

function failure(error: unknown): NonNullable<AskedRefresh['error']> {
  if (error instanceof ModelwatchError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'modelwatch met an error of its own; its log says more' };
}
