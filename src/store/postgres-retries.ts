import { setTimeout as delay } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import { codeOf, isServerFull, type PostgresTrouble, troubleOf } from './postgres-errors.ts';

/** How long others may be in the way before who waits for them gives up. */
const LOCK_PATIENCE_MS = 20_000;
/** How long the server may be away before who waits for it gives up. */
export const RECONNECT_PATIENCE_MS = 30_000;
/** Whoever met a row that somebody wrote in between sees it at the next look; oftener it is no coincidence. */
const MOST_RACES = 3;

/** What failed and may be tried again, since nothing of it can have happened: how often, and for how long. */
export class Retries {
  readonly #place: string;
  readonly #isClosed: () => boolean;
  readonly #patience: number;
  readonly #began = performance.now();
  #attempts = 0;
  #races = 0;

  /** `patience`: milliseconds for which the server may be away. `isClosed`: whether nobody waits for it any more. */
  constructor(place: string, isClosed: () => boolean, patience = RECONNECT_PATIENCE_MS) {
    this.#place = place;
    this.#isClosed = isClosed;
    this.#patience = patience;
  }

  /** Resolves when it is time to try again. Throws what the caller is to be told where it is not. */
  async waitAfter(error: unknown): Promise<void> {
    const trouble = troubleOf(error);
    if (trouble === null || this.#isClosed() || !this.#isWorthwhile(trouble)) throw told(error, this.#place);
    await delay(pauseAfter(trouble, this.#attempts++));
  }

  #isWorthwhile(trouble: PostgresTrouble): boolean {
    const waited = performance.now() - this.#began;
    if (trouble === 'raced') return ++this.#races <= MOST_RACES;
    return waited < (trouble === 'lost' ? this.#patience : LOCK_PATIENCE_MS);
  }
}

/** Milliseconds, a little by chance: those who were in each other's way are not so again. */
function pauseAfter(trouble: PostgresTrouble, attempts: number): number {
  const most = trouble === 'lost' ? 1000 : 100;
  return 5 + Math.random() * Math.min(most, 10 * 2 ** attempts);
}

/** The error as the caller is told it: of ours where something can be done about it. */
export function told(error: unknown, place: string): unknown {
  const cause = error instanceof Error ? error.message : String(error);
  const fields = { database: place, cause };
  const options = { cause: error };
  if (isServerFull(error) && codeOf(error) !== '53300')
    return new StoreError(
      'store-failed',
      'the database server refuses: see its log',
      fields,
      options,
      'retry',
    );
  switch (troubleOf(error)) {
    case 'lost':
    case 'outdated':
      return new StoreError('store-unreachable', UNREACHABLE, fields, options, 'retry');
    case 'locked':
    case 'conflict':
      return new StoreError('store-busy', BUSY, fields, options, 'retry');
    default:
      break;
  }
  // 28: who asks is not let in; 3D: there is no such database; 42501: it may not do that.
  return /^(?:28|3D|42501)/.test(codeOf(error)) ? refused(error, place) : error;
}

/** Of a server, or a driver, that does not let us in as we ask. */
export function refused(error: unknown, place: string): StoreError {
  const cause = error instanceof Error ? error.message : String(error);
  return new StoreError('store-refused', REFUSED, { database: place, cause }, { cause: error });
}

const UNREACHABLE = 'the database server cannot be reached: start it, or correct DATABASE_URL';
const BUSY = 'other processes held what was to be written for too long';
const REFUSED =
  'the database server does not let us in: correct user, password, database and sslmode in DATABASE_URL';

/** Of a transaction whose end nobody here saw. */
export function commitUnknown(error: unknown, place: string): StoreError {
  return new StoreError(
    'store-commit-unknown',
    'the connection to the database was lost while something was being committed: whether it was, shows when it is looked at again',
    { database: place, cause: error instanceof Error ? error.message : String(error) },
    { cause: error },
    'retry',
  );
}
