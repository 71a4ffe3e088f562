import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  replaceWithNoncontingentExpression,
} from 'kysely';
import type { PoolClient, QueryConfig } from 'pg';
import type { Reader } from './database.ts';
import { storable } from './plain-query.ts';
import type { Tables } from './schema.ts';

/** Runs a statement with `$1` for its values on one connection. `longest`: milliseconds until its answer, where it may be slow. */
export async function runOn<Row>(
  client: PoolClient,
  names: StatementNames,
  text: string,
  values: readonly unknown[],
  longest?: number,
): Promise<QueryResult<Row>> {
  const query: QueryConfig & { query_timeout?: number } = { text, values: values.map(storable) };
  if (longest !== undefined) query.query_timeout = longest;
  const name = names.nameOf(text);
  if (name !== null) query.name = name;
  const { command, rowCount, rows } = await client.query(query);
  const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
  return changes ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
}

/** Texts of which the server keeps a plan, in each session: each costs it some memory. */
const NAMED_TEXTS = 200;
/** Texts of which it is known that they came before. */
const NOTED_TEXTS = 2000;

/** Gives a name to each statement that comes more than once: the server reads and plans it once for a session then. */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();

  nameOf(text: string): string | null {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= NAMED_TEXTS) return null;
    if (!this.#seen.has(text)) {
      if (this.#seen.size >= NOTED_TEXTS) this.#seen.clear();
      this.#seen.add(text);
      return null;
    }
    this.#seen.delete(text);
    const name = `modelwatch_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}

/** Builds queries that `run` runs. Kysely's own driver names no statements, and begins transactions by itself. */
export function openKysely(run: <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>): Reader {
  const connection: DatabaseConnection = {
    executeQuery: run,
    streamQuery: () => {
      throw new Error('statements are not streamed');
    },
  };
  // Who has the connection begins and ends transactions (postgres-transactions.ts).
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => {},
    commitTransaction: async () => {},
    rollbackTransaction: async () => {},
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  // `in ()` is no SQL for PostgreSQL.
  const emptyLists = new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression });
  return new Kysely<Tables>({ dialect, plugins: [emptyLists] });
}
