import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, SqliteDialect, type Transaction } from 'kysely';
import { StoreError } from '../errors.ts';
import type { Tables } from './schema.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** Inside a transaction that writes: everything in it happens, or nothing does. */
export type WriteTransaction = Transaction<Tables>;

/** What a query needs: a transaction, or the reading connection. */
export type Reader = Kysely<Tables>;

/** How long a writer goes on asking for the lock before it gives up. */
const LOCK_PATIENCE_MS = 10_000;

/** One SQLite file, opened twice: readers never wait for the writer. */
export class Database {
  readonly #writer: Kysely<Tables>;
  readonly #reader: Kysely<Tables>;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    const writer = new SqliteConnection(file, { readOnly: false });
    this.#writer = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writer }) });
    const reader = new SqliteConnection(file, { readOnly: true });
    this.#reader = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reader }) });
  }

  get file(): string {
    return this.#file;
  }

  /** For migrations, which bring their own transactions. */
  get writer(): Kysely<Tables> {
    return this.#writer;
  }

  get reader(): Reader {
    return this.#reader;
  }

  /**
   * Runs `work` in one transaction that takes the write lock at its start. `work` must await nothing but the store, and
   * may run more than once: only where the lock could not be had, so nothing of it has happened then.
   * Throws StoreError `store-busy` where the lock is not to be had for 10 s.
   */
  async write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    const deadline = performance.now() + LOCK_PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#writer.transaction().execute(work);
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > deadline) {
          throw new StoreError(
            'store-busy',
            'another process held the database for more than 10 s',
            { file: this.#file },
            { cause: error },
          );
        }
        await delay(5 + Math.random() * Math.min(100, 10 * 2 ** attempt));
      }
    }
  }

  async close(): Promise<void> {
    await this.#reader.destroy();
    await this.#writer.destroy();
  }
}

const SQLITE_BUSY = 5;

/** SQLITE_BUSY and its extended codes (https://sqlite.org/rescode.html#busy). */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return typeof error.errcode === 'number' && (error.errcode & 0xff) === SQLITE_BUSY;
}
