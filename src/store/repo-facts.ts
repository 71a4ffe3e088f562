import type { RepoFacts } from '../domain/repo-facts.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf } from './dialect.ts';
import type { JobFailure } from './jobs.ts';
import { KEYS_PER_QUERY } from './records.ts';
import type { RepoFactsRow } from './schema.ts';

/** A repo whose facts are to be read. */
export interface WantedFacts {
  readonly key: string;
  readonly lab: string;
  /** `organization/repo`. */
  readonly repo: string;
  /** Head commit of `main`, as the listing says. */
  readonly sha: string | null;
  /** See factsPriority of domain/repo-facts.ts. */
  readonly priority: number;
}

/** So long a release that is not new keeps what was read of it, however often its card is edited. */
const DAY_MS = 24 * 3_600_000;

/**
 * Wants the facts of repos: each revision once. A repo of a new release (priority 0) is wanted at once, another whose
 * facts were read today a day after that. Returns how many are wanted now that were not before.
 */
export async function wantFacts(
  tx: WriteTransaction,
  wants: readonly WantedFacts[],
  now: number,
): Promise<number> {
  const known = await readRows(
    tx,
    wants.map(({ key }) => key),
    'hold',
  );
  let wanted = 0;
  for (const want of new Map(wants.map((each) => [each.key, each])).values()) {
    const row = known.get(want.key);
    if (row === undefined) {
      await tx
        .insertInto('repo_facts')
        .values({ ...want, state: 'wanted', wanted_at: now, attempts: 0 })
        .execute();
      wanted++;
    } else if (await wantAgain(tx, row, want, now)) wanted++;
  }
  return wanted;
}

async function wantAgain(
  tx: WriteTransaction,
  row: RepoFactsRow,
  want: WantedFacts,
  now: number,
): Promise<boolean> {
  const { lab, repo, sha } = want;
  const open = row.state === 'wanted' || row.state === 'failed';
  const priority = open ? Math.min(row.priority, want.priority) : want.priority;
  if (row.sha === sha && !reopened(row, now)) {
    if (row.repo === repo && row.lab === lab && (!open || row.priority === priority)) return false;
    await update(tx, row.key, { lab, repo, ...(open ? { priority } : {}) });
    return false;
  }
  const pause = want.priority === 0 || row.fetched_at === null ? 0 : row.fetched_at + DAY_MS;
  const due = { state: 'wanted' as const, wanted_at: Math.max(now, pause), attempts: 0 };
  // A card that is edited while its repo waits is not put off by that.
  await update(tx, row.key, { lab, repo, sha, priority, ...(row.state === 'wanted' ? {} : due) });
  return !open;
}

/** Access may be opened without a new commit. */
function reopened(row: RepoFactsRow, now: number): boolean {
  return row.state === 'none' && row.error_code === 'gated' && now - (row.fetched_at ?? 0) >= DAY_MS;
}

/** The repo to be read next, those left out that somebody reads already. Null where none is due. */
export async function nextWanted(
  reader: Reader,
  now: number,
  without: ReadonlySet<string> = new Set(),
): Promise<RepoFactsRow | null> {
  const due = await Promise.all(
    // By its index each; with both states in one question all that waits would be sorted.
    (['wanted', 'failed'] as const).map((state) => {
      let query = reader
        .selectFrom('repo_facts')
        .selectAll()
        .where('state', '=', state)
        .where('wanted_at', '<=', now);
      if (without.size > 0) query = query.where('key', 'not in', [...without]);
      return query.orderBy('priority').orderBy('wanted_at').limit(1).executeTakeFirst();
    }),
  );
  const [wanted, failed] = due;
  if (wanted === undefined || failed === undefined) return wanted ?? failed ?? null;
  return failed.priority < wanted.priority ? failed : wanted;
}

/** When the next repo is due, milliseconds since 1970; null where none is wanted. `newOnly`: of new releases alone. */
export async function nextWantedAt(reader: Reader, newOnly = false): Promise<number | null> {
  let query = reader
    .selectFrom('repo_facts')
    .select((eb) => eb.fn.min('wanted_at').as('at'))
    .where('state', 'in', ['wanted', 'failed']);
  if (newOnly) query = query.where('priority', '=', 0);
  const row = await query.executeTakeFirst();
  return row?.at ?? null;
}

/**
 * Keeps what was read of a repo, where that revision is still wanted. `news`: whether it says anything that was not known;
 * null where another process was quicker, or a newer revision is wanted by now.
 */
export async function markFetched(
  tx: WriteTransaction,
  { key, sha }: Pick<RepoFactsRow, 'key' | 'sha'>,
  facts: RepoFacts,
  now: number,
): Promise<{ readonly news: boolean } | null> {
  const before = await openRow(tx, key, sha);
  if (before === undefined) return null;
  await update(tx, key, {
    state: 'fetched',
    fetched_at: now,
    attempts: 0,
    error_code: null,
    error_message: null,
    content: JSON.stringify(facts),
  });
  return { news: before.content === null || said(JSON.parse(before.content)) !== said(facts) };
}

/** What was read, whatever commit it was read from. */
function said({ sha: _, ...facts }: RepoFacts): string {
  return JSON.stringify(facts);
}

/** There is nothing to be read at this revision. What was read before is kept. */
export async function markNone(
  tx: WriteTransaction,
  { key, sha }: Pick<RepoFactsRow, 'key' | 'sha'>,
  reason: string,
  now: number,
): Promise<void> {
  if ((await openRow(tx, key, sha)) === undefined) return;
  await update(tx, key, {
    state: 'none',
    fetched_at: now,
    attempts: 0,
    error_code: reason,
    error_message: null,
  });
}

/** Reading failed: it is tried again at `retryAt`, milliseconds since 1970. */
export async function markFailed(
  tx: WriteTransaction,
  { key, sha }: Pick<RepoFactsRow, 'key' | 'sha'>,
  failure: JobFailure,
  retryAt: number,
): Promise<void> {
  const before = await openRow(tx, key, sha);
  if (before === undefined) return;
  await update(tx, key, {
    state: 'failed',
    wanted_at: retryAt,
    attempts: before.attempts + 1,
    error_code: failure.code,
    error_message: failure.message,
  });
}

export interface FactsProgress {
  readonly wanted: number;
  readonly fetched: number;
  /** Repos of which there is nothing to read. */
  readonly none: number;
  /** To be tried again. */
  readonly failed: number;
}

/** How far reading has come altogether. */
export async function factsProgress(reader: Reader): Promise<FactsProgress> {
  const rows = await reader
    .selectFrom('repo_facts')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const progress = { wanted: 0, fetched: 0, none: 0, failed: 0 };
  for (const row of rows) progress[row.state] = Number(row.count);
  return progress;
}

/** The same for each organization of the Hub, by its name in lower case. */
export async function factsByOrganization(reader: Reader): Promise<Map<string, FactsProgress>> {
  const rows = await reader.selectFrom('repo_facts').select(['repo', 'state']).execute();
  const organizations = new Map<string, Record<RepoFactsRow['state'], number>>();
  for (const { repo, state } of rows) {
    const organization = repo.slice(0, repo.indexOf('/')).toLowerCase();
    const progress = organizations.get(organization) ?? { wanted: 0, fetched: 0, none: 0, failed: 0 };
    progress[state]++;
    organizations.set(organization, progress);
  }
  return organizations;
}

/** What was read of these repos, by key; those of which nothing was are not in it. */
export async function factsOfRepos(reader: Reader, keys: readonly string[]): Promise<Map<string, RepoFacts>> {
  const rows = await readRows(reader, keys);
  const read = [...rows.values()].filter((row) => row.content !== null);
  return new Map(read.map((row) => [row.key, JSON.parse(row.content as string) as RepoFacts]));
}

/** Which of these repos are still to be read for the first time: an alert may wait for them a moment. */
export async function factsStillWanted(reader: Reader, keys: readonly string[]): Promise<string[]> {
  const rows = await readRows(reader, keys);
  return [...rows.values()]
    .filter((row) => row.state === 'wanted' && row.content === null)
    .map((row) => row.key);
}

/** `hold`: nobody else changes them until the transaction ends, as who reads the facts of one just then. */
async function readRows(
  reader: Reader,
  keys: readonly string[],
  hold?: 'hold',
): Promise<Map<string, RepoFactsRow>> {
  const found = new Map<string, RepoFactsRow>();
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('repo_facts')
      .selectAll()
      .where('key', 'in', keys.slice(start, start + KEYS_PER_QUERY))
      .$if(hold === 'hold' && dialectOf(reader) === 'postgres', (query) => query.orderBy('key').forUpdate())
      .execute();
    for (const row of rows) found.set(row.key, row);
  }
  return found;
}

async function openRow(
  tx: WriteTransaction,
  key: string,
  sha: string | null,
): Promise<RepoFactsRow | undefined> {
  return await tx
    .selectFrom('repo_facts')
    .selectAll()
    .where('key', '=', key)
    .where('sha', sha === null ? 'is' : '=', sha)
    .where('state', 'in', ['wanted', 'failed'])
    .$if(dialectOf(tx) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

async function update(
  tx: WriteTransaction,
  key: string,
  changes: Partial<Omit<RepoFactsRow, 'key'>>,
): Promise<void> {
  await tx.updateTable('repo_facts').set(changes).where('key', '=', key).execute();
}
