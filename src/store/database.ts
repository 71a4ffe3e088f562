import type { Kysely, Transaction } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Tables } from './schema.ts';

/** Inside a transaction that writes: everything in it happens, or nothing does. */
export type WriteTransaction = Transaction<Tables>;

/** What a query needs: a transaction, or the reading connection. */
export type Reader = Kysely<Tables>;

/** What a transaction does, for the database to run. */
export type Work<T> = (transaction: WriteTransaction) => Promise<T>;

/**
 * What a transaction keeps others out of, by names (write-scopes.ts). None: of all that is stored. An empty list: of
 * nothing but the rows that its own statements change.
 */
export type WriteScope = readonly string[];

/** Where everything is stored. Two of them: sqlite-database.ts and postgres-database.ts. */
export interface Database {
  readonly dialect: Dialect;

  /** Where it is, for messages: a file, or an address without what is secret in it. */
  readonly place: string;

  /** Sees what was committed; waits for no writer. */
  readonly reader: Reader;

  /**
   * Runs `work` in one transaction. `work` must await nothing but the store, and may run more than once: whatever it did
   * before it runs again is undone in the store, so it must leave nothing behind outside of it. What it wrote outlasts a
   * power cut when this resolves.
   *
   * Without `scope` transactions are strictly one after the other, whatever processes they are of. With it, only such as
   * name the same scope are: two that name others, or none, go on side by side on PostgreSQL, where each statement sees
   * what was committed before it began. So a scope is named only where somebody has made sure that it is enough
   * (docs/decisions/0014-writers-side-by-side.md); SQLite has one writer whatever is named.
   *
   * Throws StoreError `store-busy` where others are in the way for too long, `store-unreachable` where the server is away
   * for longer than 30 s, `store-commit-unknown` where nobody can say whether it was committed, `store-failed` where the
   * disk refuses.
   */
  write<T>(work: Work<T>, scope?: WriteScope): Promise<T>;

  /**
   * The same for what need not outlast a power cut: leases and quotas, whose holders are gone then, too, and looks at a
   * source that are only taken again. It spares the disk, which each other transaction waits for. What is committed
   * later takes it along.
   */
  writeUnsynced<T>(work: Work<T>, scope?: WriteScope): Promise<T>;

  /** As writeUnsynced, for one statement that decides by itself whether it changes anything: it needs no transaction. */
  writeAlone<T>(statement: Work<T>): Promise<T>;

  /** As write without a scope, for what takes as long as it takes. */
  writeAtLength<T>(work: Work<T>): Promise<T>;

  /** All that `read` reads is as it was at one moment. It may run again, and take as long as it takes. */
  readAtOnce<T>(read: (reader: Reader) => Promise<T>): Promise<T>;

  close(): Promise<void>;
}
