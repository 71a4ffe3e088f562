import type { CompiledQuery, QueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { StoreError } from '../errors.ts';
import type { Reader, Work } from './database.ts';
import { numbered, withDirect } from './plain-query.ts';
import { troubleOf } from './postgres-errors.ts';
import { commitUnknown, Retries } from './postgres-retries.ts';
import { openKysely, runOn, type StatementNames } from './postgres-session.ts';

/** How far a transaction came before it failed. */
type Stage = 'opening' | 'working' | 'committing';

type Attempt<T> =
  | { readonly done: true; readonly result: T }
  | { readonly done: false; readonly stage: Stage; readonly error: unknown };

/** Transactions on the connections of a pool. */
export class PostgresTransactions {
  readonly #pool: Pool;
  readonly #names: StatementNames;
  readonly #place: string;
  readonly #isClosed: () => boolean;
  /** What queries are built by, for each connection. */
  readonly #builders = new WeakMap<PoolClient, Reader>();
  /** Runs each statement by itself. */
  readonly alone: Reader;

  constructor(pool: Pool, names: StatementNames, place: string, isClosed: () => boolean) {
    this.#pool = pool;
    this.#names = names;
    this.#place = place;
    this.#isClosed = isClosed;
    this.alone = openKysely((query) => this.#runAlone(query));
  }

  /**
   * Runs `work` between `opening` (statements in one message) and a commit; again where the server undid it, or went away
   * before it was asked to commit. `longest`: milliseconds until the answer to a statement, where it may be slow.
   */
  async transact<T>(opening: string, work: Work<T>, longest?: number): Promise<T> {
    const retries = new Retries(this.#place, this.#isClosed);
    for (;;) {
      const attempt = await this.#attempt(opening, work, longest);
      if (attempt.done) return attempt.result;
      const { stage, error } = attempt;
      if (stage === 'committing' && troubleOf(error) === 'lost') throw commitUnknown(error, this.#place);
      await retries.waitAfter(error);
    }
  }

  async #attempt<T>(opening: string, work: Work<T>, longest: number | undefined): Promise<Attempt<T>> {
    let stage: Stage = 'opening';
    let client: PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      return { done: false, stage, error };
    }
    let isUsable = true;
    // The first statement of the work goes out behind it, without waiting for the answer (pg's pipeline mode).
    const opened = client.query(opening);
    opened.catch(() => {
      // Told below.
    });
    try {
      stage = 'working';
      const result = await this.#runWork(client, work, longest);
      await opened;
      stage = 'committing';
      await this.#commit(client);
      return { done: true, result };
    } catch (failed) {
      // What follows an opening that failed only fails because of it.
      const error = await opened.then(
        () => failed,
        (first: unknown) => first,
      );
      isUsable = !isSessionOver(error) && (await rollBack(client));
      return { done: false, stage, error };
    } finally {
      client.release(!isUsable);
    }
  }

  async #runWork<T>(client: PoolClient, work: Work<T>, longest: number | undefined): Promise<T> {
    const askDirectly = async (text: string, values: readonly unknown[]) =>
      (await runOn(client, this.#names, numbered(text), values, longest)).rows;
    return await this.#builderOf(client, longest)
      .transaction()
      .execute((transaction) => withDirect(transaction, askDirectly, work));
  }

  #builderOf(client: PoolClient, longest: number | undefined): Reader {
    const known = this.#builders.get(client);
    if (known !== undefined && longest === undefined) return known;
    const builder = openKysely(({ sql, parameters }) => runOn(client, this.#names, sql, parameters, longest));
    if (longest === undefined) this.#builders.set(client, builder);
    return builder;
  }

  /** After a statement that failed, and whose error was passed over, the server rolls back and says so in its answer. */
  async #commit(client: PoolClient): Promise<void> {
    const { command } = await client.query('commit');
    if (command === 'COMMIT') return;
    throw new StoreError(
      'store-failed',
      'a transaction was not committed, since a statement in it had failed',
      {
        database: this.#place,
      },
    );
  }

  /** A statement that was sent may have been done, whatever became of its answer. */
  async #runAlone<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const retries = new Retries(this.#place, this.#isClosed);
    for (;;) {
      let isSent = false;
      try {
        const client = await this.#pool.connect();
        isSent = true;
        return await runAndRelease(client, this.#names, sql, parameters);
      } catch (error) {
        if (isSent && troubleOf(error) === 'lost') throw commitUnknown(error, this.#place);
        await retries.waitAfter(error);
      }
    }
  }
}

/** Runs a statement by itself and gives the connection back, or up. */
export async function runAndRelease<Row>(
  client: PoolClient,
  names: StatementNames,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  let isUsable = true;
  try {
    return await runOn(client, names, text, values);
  } catch (error) {
    isUsable = !isSessionOver(error);
    throw error;
  } finally {
    client.release(!isUsable);
  }
}

function isSessionOver(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble === 'lost' || trouble === 'outdated';
}

/** False where the connection is of no use any more. */
async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    // It is gone, and the transaction with it.
    return false;
  }
}
