import { hash } from 'node:crypto';
import { type Insertable, sql } from 'kysely';
import { aspectOf, type ClaimValue } from '../domain/claims/claim-value.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf, inBoth, jsonNumbers, jsonRows } from './dialect.ts';
import { ask, jsonOf, marks } from './plain-query.ts';
import type { ClaimRow, ClaimTable } from './schema.ts';

/** A claim that is to be kept. */
export interface NewClaim
  extends Omit<
    Insertable<ClaimTable>,
    'seq' | 'aspect' | 'value' | 'current' | 'fingerprint' | 'first_party' | 'observed_at'
  > {
  readonly value: ClaimValue;
  readonly first_party: boolean;
}

const ROWS_PER_INSERT = 500;
const KEYS_PER_QUERY = 1000;

/**
 * Keeps claims. One that is there already is only made current again: nothing is written over, and when it was first
 * said stays. Returns the releases of those that are new or current again.
 */
export async function insertClaims(
  tx: WriteTransaction,
  claims: readonly NewClaim[],
  now: number,
): Promise<ReadonlySet<string>> {
  const touched = new Set<string>();
  const replay = replays.get(tx);
  const all = [...new Map(claims.map((claim) => [fingerprintOf(claim), claim])).entries()];
  const rows = replay === undefined ? all : replay.sayAgain(all, touched);
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const values = rows.slice(start, start + ROWS_PER_INSERT).map(valuesOf);
    const written = await ask<WrittenRow>(tx, INSERT[dialectOf(tx)], [now, jsonOf(tx, values)]);
    replay?.written(written);
    for (const { release_id: id } of written) if (id !== null) touched.add(id);
  }
  return touched;
}

const COLUMNS = [
  'lab',
  'release_id',
  'model',
  'family',
  'attribute',
  'written',
  'source',
  'publisher',
  'voice',
  'extraction',
  'place',
  'url',
  'quote',
  'credit',
  'said_at',
  'locator',
  'record_key',
] as const satisfies readonly (keyof NewClaim)[];

function valuesOf([fingerprint, claim]: readonly [string, NewClaim]): unknown[] {
  const { value, first_party: firstParty } = claim;
  const own = [fingerprint, aspectOf(value), JSON.stringify(value), firstParty ? 1 : 0];
  return [...own, ...COLUMNS.map((column) => claim[column])];
}

/** Ends what a record said and says no longer. */
async function endOthers(
  tx: WriteTransaction,
  locator: string,
  recordKey: string,
  kept: readonly string[],
): Promise<readonly Pick<ClaimRow, 'release_id'>[]> {
  const replay = replays.get(tx);
  const others = kept.length === 0 ? '' : `and fingerprint not in (${marks(kept)})`;
  const which = `where locator = ? and record_key = ? ${others}`;
  const values = [locator, recordKey, ...kept];
  if (replay === undefined)
    return await ask(
      tx,
      `update claims set current = 0 ${which} and current = 1 returning release_id`,
      values,
    );
  if (replay.isFirst(locator, recordKey)) return [];
  await replay.flush(tx);
  const rows = await ask<WrittenRow>(
    tx,
    `select seq, release_id, fingerprint from claims ${which} and exists (select 1 from said_again as said where said.seq = claims.seq and said.current = 1)`,
    values,
  );
  await replay.end(tx, rows);
  return rows;
}

/** One text whatever the number of rows: to build one for each takes longer than to run it. */
const INSERT = inBoth(
  (dialect) => `
  insert into claims (observed_at, current, fingerprint, aspect, value, first_party, ${COLUMNS.join(', ')})
  select cast(?1 as bigint), 1, rows.value ->> 0, rows.value ->> 1, rows.value ->> 2,
    cast(rows.value ->> 3 as bigint), ${COLUMNS.map((column, index) => valueAt(column, index + 4)).join(', ')}
  from ${jsonRows(dialect, '?2')}
  where true
  order by rows.key
  on conflict (fingerprint) do update set
    current = 1, lab = excluded.lab, release_id = excluded.release_id, model = excluded.model
  where claims.current <> 1 or claims.lab <> excluded.lab or claims.release_id is distinct from excluded.release_id
    or claims.model <> excluded.model
  returning release_id, seq, fingerprint`,
);

function valueAt(column: (typeof COLUMNS)[number], index: number): string {
  const value = `rows.value ->> ${index}`;
  return column === 'said_at' ? `cast(${value} as bigint)` : value;
}

type WrittenRow = Pick<ClaimRow, 'release_id' | 'seq' | 'fingerprint'>;

/**
 * What a record says now is exactly these claims: what it said besides is kept, and no longer current. Returns the
 * releases that this changes.
 */
export async function replaceClaimsOfRecord(
  tx: WriteTransaction,
  locator: string,
  recordKey: string,
  claims: readonly NewClaim[],
  now: number,
): Promise<ReadonlySet<string>> {
  const kept = claims.map(fingerprintOf);
  const gone = await endOthers(tx, locator, recordKey, kept);
  const touched = new Set(await insertClaims(tx, claims, now));
  for (const { release_id: id } of gone) if (id !== null) touched.add(id);
  return touched;
}

export async function claimsOfRelease(reader: Reader, releaseId: string): Promise<ClaimRow[]> {
  return await ask<ClaimRow>(reader, 'select * from claims where release_id = ? order by seq', [releaseId]);
}

const WEIGHED = [
  'seq',
  'attribute',
  'value',
  'written',
  'voice',
  'publisher',
  'first_party',
  'extraction',
  'place',
  'said_at',
  'current',
  'model',
  'source',
  'url',
  'quote',
  'locator',
  'record_key',
  'fingerprint',
] as const satisfies readonly (keyof ClaimRow)[];

/** What of a claim is asked to weigh it. */
export type WeighedRow = Pick<ClaimRow, (typeof WEIGHED)[number]>;

/** What is said of a release and still holds. */
export async function claimsToWeigh(reader: Reader, releaseId: string): Promise<WeighedRow[]> {
  const replay = replays.get(reader);
  if (replay === undefined) return await ask<WeighedRow>(reader, TO_WEIGH, [releaseId]);
  await replay.flush(reader);
  const rows = await ask<WeighedRow>(reader, TO_WEIGH_AGAIN, [releaseId]);
  return rows.map((row) => ({ ...row, current: 1 }));
}

const TO_WEIGH = `select ${WEIGHED.join(', ')} from claims where release_id = ? and current = 1 order by seq`;
const TO_WEIGH_AGAIN = `
  select ${WEIGHED.join(', ')} from claims
  where release_id = ? and exists (select 1 from said_again as said where said.seq = claims.seq and said.current = 1) order by seq`;

/** The claims of many releases at once, by release id. */
export async function claimsOfReleases(
  reader: Reader,
  releaseIds: readonly string[],
): Promise<Map<string, ClaimRow[]>> {
  const grouped = new Map<string, ClaimRow[]>();
  for (let start = 0; start < releaseIds.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('claims')
      .selectAll()
      .where('release_id', 'in', releaseIds.slice(start, start + KEYS_PER_QUERY))
      .orderBy('seq')
      .execute();
    for (const row of rows) {
      if (row.release_id === null) continue;
      const claims = grouped.get(row.release_id);
      if (claims === undefined) grouped.set(row.release_id, [row]);
      else claims.push(row);
    }
  }
  return grouped;
}

/** What is said of labs themselves, and of their lines of models, by lab. What waits for its release is not among it. */
export async function claimsOfLabs(reader: Reader): Promise<Map<string, ClaimRow[]>> {
  const rows = await reader
    .selectFrom('claims')
    .selectAll()
    .where('release_id', 'is', null)
    .where('model', '=', '')
    .orderBy('seq')
    .execute();
  return Map.groupBy(rows, (row) => row.lab);
}

/** Whether anybody but its own repos says something of a release. */
export async function isClaimedElsewhere(
  reader: Reader,
  releaseId: string,
  own: readonly string[],
): Promise<boolean> {
  const replay = replays.get(reader);
  await replay?.flush(reader);
  const said =
    replay === undefined ? '' : 'and exists (select 1 from said_again as said where said.seq = claims.seq)';
  const text = `select seq from claims where release_id = ? and locator not in (${marks(own)}) ${said} limit 1`;
  return (await ask(reader, text, [releaseId, ...own])).length > 0;
}

/** What a record was found to speak of: its claims are of this release, and of this model of it. */
export async function joinClaims(
  tx: WriteTransaction,
  locator: string,
  recordKey: string,
  place: { readonly lab: string; readonly releaseId: string; readonly model: string },
): Promise<void> {
  await tx
    .updateTable('claims')
    .set({ lab: place.lab, release_id: place.releaseId, model: place.model })
    .where('locator', '=', locator)
    .where('record_key', '=', recordKey)
    .execute();
  replays.get(tx)?.movedRecord(locator, recordKey);
}

/** Ends what these records say; returns the releases that this changes. */
export async function endClaims(
  tx: WriteTransaction,
  locator: string,
  recordKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const touched = new Set<string>();
  for (const key of recordKeys)
    for (const id of await replaceClaimsOfRecord(tx, locator, key, [], 0)) touched.add(id);
  return touched;
}

/** Claims of all locators that begin so, as far as they are current. */
export async function currentClaimsFrom(
  reader: Reader,
  locatorPrefix: string,
): Promise<Pick<ClaimRow, 'seq' | 'fingerprint' | 'release_id'>[]> {
  return await reader
    .selectFrom('claims')
    .select(['seq', 'fingerprint', 'release_id'])
    .where('locator', '>=', locatorPrefix)
    .where('locator', '<', `${locatorPrefix}\uffff`)
    .where('current', '=', 1)
    .execute();
}

export async function endClaimsBySeq(tx: WriteTransaction, seqs: readonly number[]): Promise<void> {
  const replay = replays.get(tx);
  for (let start = 0; start < seqs.length; start += KEYS_PER_QUERY) {
    const some = seqs.slice(start, start + KEYS_PER_QUERY);
    if (replay === undefined) {
      await tx.updateTable('claims').set({ current: 0 }).where('seq', 'in', some).execute();
      continue;
    }
    await replay.flush(tx);
    const text = `select seq, release_id, fingerprint from claims where seq in (${marks(some)})`;
    await replay.end(tx, await ask<WrittenRow>(tx, text, some));
  }
}

/** The releases of which a model of this name is spoken; words are parted by hyphens, in lower case. */
export async function releasesWithModel(reader: Reader, folded: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('claims')
    .innerJoin('releases', 'releases.id', 'claims.release_id')
    .select('releases.id')
    .where(sql`lower(replace(claims.model, ' ', '-'))`, '=', folded)
    .where('releases.merged_into', 'is', null)
    .distinct()
    .execute();
  return rows.map((row) => row.id);
}

/** Who says what, where, in which words: without its subject, which may be found to be another one. */
export function fingerprintOf(claim: NewClaim): string {
  const { locator, record_key, family, attribute, place, value, written, quote } = claim;
  return hash(
    'sha1',
    JSON.stringify([locator, record_key, family, attribute, place, aspectOf(value), written, quote ?? '']),
    'base64url',
  );
}

const replays = new WeakMap<Reader, ClaimReplay>();

/**
 * From now on in this transaction everything that was ever said of these labs is said again: nothing is current until the
 * log comes to it, and what stands already as it is said is not written once more.
 */
export async function beginClaimReplay(tx: WriteTransaction, labs: readonly string[]): Promise<void> {
  const known = new Map<string, KnownClaim>();
  const of = new Set(['', ...labs]);
  // Forty claims name the same release and model: one text for all of them.
  const texts = new Map<string, string>();
  const once = <T extends string | null>(text: T): T => {
    if (text === null) return text;
    const kept = texts.get(text);
    if (kept === undefined) texts.set(text, text);
    return (kept ?? text) as T;
  };
  for (let after = 0; ; ) {
    const rows = await ask<KnownRow>(tx, KNOWN, [after, CLAIMS_PER_READ]);
    for (const { fingerprint, seq, lab, release_id, model } of rows)
      if (of.has(lab)) {
        const place = { lab: once(lab), release_id: once(release_id), model: once(model) };
        known.set(fingerprint, { seq, ...place, current: false });
      }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.seq;
  }
  await ask(tx, SAID_AGAIN[dialectOf(tx)], []);
  replays.set(tx, new ClaimReplay(known, of));
}

const CLAIMS_PER_READ = 10_000;

/** For SQLite a number that is called integer is the row itself. */
const SAID_AGAIN = {
  sqlite: 'create temp table said_again (seq integer primary key, current integer not null)',
  postgres: 'create temp table said_again (seq bigint primary key, current bigint not null)',
} as const;

/** What an operator says is in no log. */
const KNOWN = `
  select seq, fingerprint, lab, release_id, model from claims
  where seq > ? and extraction <> 'operator' order by seq limit ?`;

/** Ends the replay: what was said no more is no longer current. */
export async function endClaimReplay(tx: WriteTransaction): Promise<void> {
  const replay = replays.get(tx);
  if (replay === undefined) return;
  await replay.flush(tx);
  replays.delete(tx);
  const labs = [...replay.labs];
  await ask(
    tx,
    `update claims set current = coalesce((select current from said_again where seq = claims.seq), 0)
      where lab in (${marks(labs)}) and extraction <> 'operator'
        and current <> coalesce((select current from said_again where seq = claims.seq), 0)`,
    labs,
  );
  await ask(tx, 'drop table said_again', []);
}

interface KnownClaim {
  readonly seq: number;
  lab: string;
  release_id: string | null;
  model: string;
  current: boolean;
}

type KnownRow = Pick<ClaimRow, 'seq' | 'fingerprint' | 'lab' | 'release_id' | 'model'>;
type Fingerprinted = readonly [fingerprint: string, claim: NewClaim];

/** The claims that a rebuild found, to know those that need not be written again. */
class ClaimReplay {
  readonly #known: Map<string, KnownClaim>;
  /** Records whose claims went to another release meanwhile. */
  readonly #moved = new Set<string>();
  readonly #records = new Set<string>();
  #revived: number[] = [];
  readonly labs: ReadonlySet<string>;

  constructor(known: Map<string, KnownClaim>, labs: ReadonlySet<string>) {
    this.#known = known;
    this.labs = labs;
  }

  /** Notes those that stand as they are said; returns the others, which are to be written. */
  sayAgain(claims: readonly Fingerprinted[], touched: Set<string>): readonly Fingerprinted[] {
    const rest: Fingerprinted[] = [];
    for (const said of claims) {
      const [fingerprint, claim] = said;
      const known = this.#known.get(fingerprint);
      const record = recordOf(claim.locator, claim.record_key);
      this.#records.add(record);
      if (known === undefined) {
        rest.push(said);
        continue;
      }
      const { lab, release_id = null, model } = claim;
      const moved = this.#moved.has(record);
      if (moved || known.lab !== lab || known.release_id !== release_id || known.model !== model)
        rest.push(said);
      else if (!known.current && release_id !== null) touched.add(release_id);
      if (!known.current) this.#revived.push(known.seq);
      Object.assign(known, { lab, release_id, model, current: true });
    }
    return rest;
  }

  /** Writes what is current again: before anybody asks. */
  async flush(tx: Reader): Promise<void> {
    if (this.#revived.length === 0) return;
    await ask(tx, SAY_AGAIN[dialectOf(tx)], [JSON.stringify(this.#revived)]);
    this.#revived = [];
  }

  /** Whether nothing was said by this record so far: then nothing of it can end. */
  isFirst(locator: string, recordKey: string): boolean {
    return !this.#records.has(recordOf(locator, recordKey));
  }

  /** What nobody had said before is said now. */
  written(rows: readonly WrittenRow[]): void {
    for (const { seq, fingerprint, release_id } of rows) {
      if (this.#known.has(fingerprint)) continue;
      this.#known.set(fingerprint, { seq, lab: '', release_id, model: '', current: true });
      this.#revived.push(seq);
    }
  }

  async end(tx: Reader, rows: readonly WrittenRow[]): Promise<void> {
    if (rows.length === 0) return;
    for (const { fingerprint } of rows) {
      const known = this.#known.get(fingerprint);
      if (known !== undefined) known.current = false;
    }
    await ask(tx, END[dialectOf(tx)], [JSON.stringify(rows.map(({ seq }) => seq))]);
  }

  movedRecord(locator: string, recordKey: string): void {
    this.#moved.add(recordOf(locator, recordKey));
  }
}

const SAY_AGAIN = inBoth(
  (dialect) => `
  insert into said_again (seq, current) select cast(rows.value as bigint), 1 from ${jsonNumbers(dialect, '?')} where true
  on conflict (seq) do update set current = 1`,
);
const END = inBoth(
  (dialect) =>
    `update said_again set current = 0 where seq in (select cast(rows.value as bigint) from ${jsonNumbers(dialect, '?')})`,
);

function recordOf(locator: string, recordKey: string): string {
  return `${locator}\n${recordKey}`;
}
