import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** How long SQLite itself waits for a lock. It blocks the event loop meanwhile, so the real waiting is done by us. */
const BUSY_TIMEOUT_MS = 50;

/** Prepared statements kept for each connection; Kysely prepares at each execution. */
const KEPT_STATEMENTS = 256;

/** `node:sqlite` in the shape that Kysely's SQLite dialect expects (that of better-sqlite3). */
export class SqliteConnection implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #readOnly: boolean;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(file: string, options: { readonly readOnly: boolean }) {
    this.#readOnly = options.readOnly;
    this.#database = new DatabaseSync(file, { readOnly: options.readOnly, timeout: BUSY_TIMEOUT_MS });
    this.#database.exec(options.readOnly ? READER_PRAGMAS : WRITER_PRAGMAS);
  }

  prepare(sql: string): SqliteStatement {
    // Kysely begins deferred, and a deferred transaction that reads before it writes fails where another process wrote
    // in between. Every transaction on this connection writes, so it takes the lock at once.
    const text = sql === 'begin' && !this.#readOnly ? 'begin immediate' : sql;
    const kept = this.#statements.get(text);
    if (kept !== undefined) return kept;
    if (this.#statements.size >= KEPT_STATEMENTS) {
      const oldest = this.#statements.keys().next().value;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    const statement = adapt(this.#database.prepare(text));
    this.#statements.set(text, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}

/** Of the connection that writes, in the unit of the pragma: 40 MB at most. */
export const USUAL_CACHE = -40_960;

// synchronous=full: until the write-ahead log is used, a commit is on the disk when it returns (database.ts).
const WRITER_PRAGMAS = `
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma temp_store = memory;
  pragma cache_size = ${USUAL_CACHE};
`;

const READER_PRAGMAS = `
  pragma query_only = on;
  pragma temp_store = memory;
`;

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) =>
      statement.iterate(...(parameters as SQLInputValue[])) as IterableIterator<unknown>,
  };
}
