import { type Kysely, sql } from 'kysely';

/** What a rebuild needs to give each release its id again, and what an operator decided of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table releases add column opened_by text`,
  `alter table releases add column operator text`,
  `alter table releases add column hidden integer not null default 0`,
  `alter table releases add column silent_until integer not null default 0`,
  `alter table alerts add column decided_n integer`,
  // What opened those that repos opened is found by their repos.
  `update releases set opened_by = case
    when planned is not null then 'plan:' || lab || ':' || json_extract(planned, '$.name')
    when grouping like '%"documented":true%' then 'document:' || lab || ':' || name end`,
];
