import pg from 'pg';

/** What a store on PostgreSQL holds, and what it has written. */
export interface StoreMeasure {
  readonly rows: number;
  /** Of its tables, with their indexes. */
  readonly bytes: number;
  /** Of the server's log since it was made: what a replica or an archive has to take. */
  readonly logged: number;
}

/** Looks at the schema that the address names (`?schema=`). */
export async function measureStore(url: string): Promise<StoreMeasure> {
  const address = new URL(url);
  const schema = address.searchParams.get('schema') ?? 'public';
  address.search = '';
  const client = new pg.Client(address.href);
  await client.connect();
  try {
    const tables = await client.query<{ name: string; bytes: string }>(
      `select format('%I.%I', schemaname, tablename) as name,
        pg_total_relation_size(format('%I.%I', schemaname, tablename)::regclass) as bytes
       from pg_tables where schemaname = $1`,
      [schema],
    );
    let rows = 0;
    for (const { name } of tables.rows) {
      const counted = await client.query<{ count: string }>(`select count(*) as count from ${name}`);
      rows += Number(counted.rows[0]?.count);
    }
    const log = await client.query<{ bytes: string }>(
      `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`,
    );
    const bytes = tables.rows.reduce((sum, table) => sum + Number(table.bytes), 0);
    return { rows, bytes, logged: Number(log.rows[0]?.bytes) };
  } finally {
    await client.end();
  }
}
