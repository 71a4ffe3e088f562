import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** What a rebuild needs to give each release its id again, and what an operator decided of it. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, [...STATEMENTS, nameWhatOpened(NAME_OF_PLAN[dialect])]);
}

const STATEMENTS = [
  `alter table releases add column opened_by text`,
  `alter table releases add column operator text`,
  `alter table releases add column hidden integer not null default 0`,
  `alter table releases add column silent_until integer not null default 0`,
  `alter table alerts add column decided_n integer`,
];

const NAME_OF_PLAN = { sqlite: `planned ->> 'name'`, postgres: `cast(planned as json) ->> 'name'` } as const;

/** What opened those that repos opened is found by their repos. */
function nameWhatOpened(nameOfPlan: string): string {
  return `update releases set opened_by = case
    when planned is not null then 'plan:' || lab || ':' || (${nameOfPlan})
    when "grouping" like '%"documented":true%' then 'document:' || lab || ':' || name end`;
}
