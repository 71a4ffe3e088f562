import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, type KyselyPlugin, SqliteDialect, sql } from 'kysely';
import { StoreError } from '../errors.ts';
import { letOthersRun, letOthersRunBriefly, turnForOthers } from '../event-loop.ts';
import type { Database, Reader, Work } from './database.ts';
import { LogSync } from './log-sync.ts';
import { withDirect } from './plain-query.ts';
import type { Tables } from './schema.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** How long a writer goes on asking for the lock before it gives up. */
const LOCK_PATIENCE_MS = 10_000;

/** One SQLite file, opened twice: readers never wait for the writer. All writers wait for each other, whatever their scope. */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite';
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

  get place(): string {
    return this.#file;
  }

  get reader(): Reader {
    return this.#reader;
  }

  /** `work` runs again only where the lock could not be had, so nothing of it has happened then. */
  async write<T>(work: Work<T>): Promise<T> {
    const result = await this.writeUnsynced(work);
    await this.#log?.sync();
    return result;
  }

  async writeUnsynced<T>(work: Work<T>): Promise<T> {
    await letOthersRun();
    return await this.whenUnlocked(() =>
      this.#writer.transaction().execute((transaction) => {
        this.#writingSince = performance.now();
        return withDirect(transaction, (text, values) => this.#ask(text, values), work);
      }),
    );
  }

  async writeAlone<T>(statement: Work<T>): Promise<T> {
    return await this.writeUnsynced(statement);
  }

  async writeAtLength<T>(work: Work<T>): Promise<T> {
    return await this.write(work);
  }

  async readAtOnce<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    return await this.whenUnlocked(() => this.#reader.transaction().execute(read));
  }

  async #ask(text: string, values: readonly unknown[]): Promise<unknown[]> {
    const statement = this.#connection.prepare(text);
    const rows = statement.reader ? statement.all(values) : [];
    if (!statement.reader) statement.run(values);
    // Null where others have had their turn lately.
    const turn = turnForOthers(this.#writingSince);
    if (turn !== null) await turn;
    return rows;
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
