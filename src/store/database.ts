import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, type KyselyPlugin, SqliteDialect, sql, type Transaction } from 'kysely';
import { StoreError } from '../errors.ts';
import { letOthersRun, letOthersRunBriefly, turnForOthers } from '../event-loop.ts';
import { LogSync } from './log-sync.ts';
import { withDirect } from './plain-query.ts';
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
  readonly #connection: SqliteConnection;
  readonly #writer: Kysely<Tables>;
  readonly #reader: Kysely<Tables>;
  readonly #file: string;
  readonly #patience: number;
  /** Null until the write-ahead log is used: then each commit waits for the disk by itself. */
  #log: LogSync | null = null;
  /** When the transaction that writes began, of performance.now(). */
  #writingSince = 0;

  /** `patience`: milliseconds for which a writer goes on asking for the lock. */
  constructor(file: string, patience = LOCK_PATIENCE_MS) {
    this.#file = file;
    this.#patience = patience;
    this.#connection = new SqliteConnection(file, { readOnly: false });
    this.#writer = openKysely(this.#connection, () => letOthersRunBriefly(this.#writingSince));
    this.#reader = openKysely(new SqliteConnection(file, { readOnly: true }), letOthersRun);
  }

  get file(): string {
    return this.#file;
  }

  get reader(): Reader {
    return this.#reader;
  }

  /**
   * Runs `work` in one transaction that takes the write lock at its start. `work` must await nothing but the store, and
   * may run more than once: only where the lock could not be had, so nothing of it has happened then. What it wrote
   * outlasts a power cut when this resolves: others see it a little sooner, and whoever writes upon it waits for both.
   * Throws StoreError `store-busy` where the lock is not to be had for 10 s, `store-failed` where the disk refuses.
   */
  async write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    const result = await this.writeUnsynced(work);
    await this.#log?.sync();
    return result;
  }

  /**
   * The same for what need not outlast a power cut: leases and quotas, whose holders are gone then, too, and looks at a
   * source that are only taken again. It spares the disk, which each other transaction waits for. What is committed
   * later takes it along.
   */
  async writeUnsynced<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    await letOthersRun();
    return await this.whenUnlocked(() =>
      this.#writer.transaction().execute((transaction) => {
        this.#writingSince = performance.now();
        const afterEach = () => turnForOthers(this.#writingSince);
        return withDirect(transaction, { connection: this.#connection, afterEach }, work);
      }),
    );
  }

  /** Several processes may read and write at once from then on. Changes the file. */
  async useWriteAheadLog(): Promise<void> {
    await this.whenUnlocked(() => sql`pragma journal_mode = wal`.execute(this.#writer));
    // Commits wait for the log together from now on, not each by itself.
    await sql`pragma synchronous = normal`.execute(this.#writer);
    this.#log = new LogSync(this.#file);
  }

  /** Tries again while another process holds the lock. Throws StoreError `store-busy` where that goes on. */
  async whenUnlocked<T>(attemptOnce: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.#patience;
    for (let attempt = 0; ; attempt++) {
      try {
        return await attemptOnce();
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
    await this.#log?.close();
    await this.#reader.destroy();
    await this.#writer.destroy();
  }
}

/** SQLite answers at once: without `afterEach`, many statements would hold up everything else. */
function openKysely(connection: SqliteConnection, afterEach: () => Promise<void>): Kysely<Tables> {
  const fair: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      await afterEach();
      return result;
    },
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }), plugins: [fair] });
}

const SQLITE_BUSY = 5;

/** SQLITE_BUSY and its extended codes (https://sqlite.org/rescode.html#busy). */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return typeof error.errcode === 'number' && (error.errcode & 0xff) === SQLITE_BUSY;
}
