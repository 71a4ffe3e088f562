import { CompiledQuery, type QueryResult } from 'kysely';
import type { Pool } from 'pg';
import type { Database, Reader, Work, WriteScope, WriteTransaction } from './database.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { closePool, createPool } from './postgres-pool.ts';
import { RECONNECT_PATIENCE_MS, Retries } from './postgres-retries.ts';
import { openKysely, StatementNames } from './postgres-session.ts';
import { PostgresTransactions, runAndRelease } from './postgres-transactions.ts';
import { lockNumber } from './write-scopes.ts';

/** Connections of one process, at most: a server usually allows a hundred for all. */
const READING = 4;
const WRITING = 8;

/** The name of the lock that keeps all writers apart. */
const ALL = 'all';

/** What a server says of itself. */
export interface ServerFacts {
  /** Where tables are looked for and made; null where there is no such schema. */
  readonly schema: string | null;
  readonly encoding: string;
  /** As in `server_version_num`: 150012 is 15.12. */
  readonly version: number;
}

/**
 * A database of a PostgreSQL server. READ COMMITTED, and advisory locks where that is not enough: without a scope a
 * transaction has one lock for itself, with one it shares that lock and has those of the scope for itself.
 */
export class PostgresDatabase implements Database {
  readonly dialect = 'postgres';
  readonly reader: Reader;
  readonly #address: PostgresAddress;
  readonly #names = new StatementNames();
  readonly #reading: Pool;
  readonly #pool: Pool;
  readonly #snapshots: PostgresTransactions;
  readonly #writing: PostgresTransactions;
  /** Tells the locks of stores apart that share a database. Null until the server was asked. */
  #schema: string | null = null;
  #closed = false;

  /** Connects when it is first used. */
  constructor(address: PostgresAddress) {
    this.#address = address;
    this.#reading = createPool({ address, size: READING, name: 'modelwatch reads', readOnly: true });
    this.#pool = createPool({ address, size: WRITING, name: 'modelwatch', readOnly: false });
    this.reader = openKysely((query) => this.#read(query, RECONNECT_PATIENCE_MS));
    const isClosed = () => this.#closed;
    this.#snapshots = new PostgresTransactions(this.#reading, this.#names, address.place, isClosed);
    this.#writing = new PostgresTransactions(this.#pool, this.#names, address.place, isClosed);
  }

  get place(): string {
    return this.#address.place;
  }

  /**
   * Asks the server what it is. Throws StoreError `store-unreachable` where it does not answer within `patience`
   * milliseconds, `store-refused` where it does not let us in.
   */
  async reach(patience: number): Promise<ServerFacts> {
    const { rows } = await this.#read<ServerFacts>(CompiledQuery.raw(SERVER_FACTS), patience);
    const facts = rows[0] as ServerFacts;
    this.#schema = facts.schema ?? this.#address.schema ?? '';
    return facts;
  }

  /** Makes the schema that the address names. Two processes may try at once. */
  async makeSchema(): Promise<void> {
    const { schema } = this.#address;
    if (schema !== null)
      await this.#writing.alone.executeQuery(CompiledQuery.raw(`create schema if not exists ${schema}`));
  }

  async write<T>(work: Work<T>, scope?: WriteScope): Promise<T> {
    return await this.#writing.transact(`begin; ${await this.#locks(scope)}`, work);
  }

  async writeUnsynced<T>(work: Work<T>, scope?: WriteScope): Promise<T> {
    // https://www.postgresql.org/docs/15/wal-async-commit.html
    const opening = `begin; set local synchronous_commit = off; ${await this.#locks(scope)}`;
    return await this.#writing.transact(opening, work);
  }

  async writeAlone<T>(statement: Work<T>): Promise<T> {
    // One statement is a transaction by itself, though Kysely does not know it for one.
    return await statement(this.#writing.alone as WriteTransaction);
  }

  async writeAtLength<T>(work: Work<T>): Promise<T> {
    const opening = `begin; ${UNHURRIED}; ${await this.#locks()}`;
    return await this.#writing.transact(opening, work, LONGEST_MS);
  }

  async readAtOnce<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    const opening = `begin isolation level repeatable read; ${UNHURRIED}`;
    return await this.#snapshots.transact(opening, read, LONGEST_MS);
  }

  /** Statements that take the locks of a scope, always in the same order. */
  async #locks(scope?: WriteScope): Promise<string> {
    if (this.#schema === null) await this.reach(RECONNECT_PATIENCE_MS);
    const numbers = (scope ?? [])
      .map((name) => this.#number(name))
      .sort((left, right) => (left < right ? -1 : 1));
    const all = this.#number(ALL);
    if (scope === undefined) return `select pg_advisory_xact_lock(${all})`;
    return [
      `select pg_advisory_xact_lock_shared(${all})`,
      ...numbers.map((number) => `select pg_advisory_xact_lock(${number})`),
    ].join('; ');
  }

  #number(name: string): bigint {
    return lockNumber(this.#schema ?? '', name);
  }

  async #read<Row>({ sql, parameters }: CompiledQuery, patience: number): Promise<QueryResult<Row>> {
    const retries = new Retries(this.place, () => this.#closed, patience);
    for (;;) {
      try {
        return await runAndRelease(await this.#reading.connect(), this.#names, sql, parameters);
      } catch (error) {
        await retries.waitAfter(error);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([closePool(this.#reading), closePool(this.#pool)]);
  }
}

/** Of a statement in a transaction that takes as long as it takes: a day. */
const LONGEST_MS = 86_400_000;

/** No time-outs, in a transaction that has the time. */
const UNHURRIED = 'set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0';

const SERVER_FACTS = `select current_schema() as schema, current_setting('server_encoding') as encoding,
  cast(current_setting('server_version_num') as integer) as version`;
