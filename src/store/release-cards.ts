import type { CardEntry } from '../domain/release-card.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { ask, marks } from './plain-query.ts';
import type { ReleaseRow } from './schema.ts';

/** The columns by which lists find and sort releases. `newest`: see CardEntry. */
export interface CardColumns {
  readonly id: string;
  readonly newest: number;
  readonly plan: number;
  readonly name_key: string;
  readonly lab: string;
  readonly kind: string;
  readonly status: string;
  readonly lifecycle: string;
  readonly license: string | null;
  readonly parameters_min: number | null;
  readonly parameters_max: number | null;
  readonly active_min: number | null;
  readonly active_max: number | null;
  readonly context_min: number | null;
  readonly context_max: number | null;
  readonly repos: number;
  readonly signals: number;
}

/** What of a release was written when it was listed last. */
export interface KnownCard {
  readonly newest: number;
  readonly plan: number;
  readonly view: string;
  readonly found_by: string;
}

export async function readKnownCard(reader: Reader, seq: number): Promise<KnownCard | null> {
  return (await ask<KnownCard>(reader, KNOWN, [seq]))[0] ?? null;
}

const KNOWN = `select cards.newest, cards.plan, texts.view, texts.found_by
  from release_cards as cards join release_card_texts as texts on texts.seq = cards.seq where cards.seq = ?`;

/** Keeps how a release is listed. `view`: JSON of its ReleaseView; `known`: what stands there. */
export async function putCard(
  tx: WriteTransaction,
  seq: number,
  entry: CardEntry,
  view: string,
  known: KnownCard | null,
): Promise<void> {
  const columns = columnsOf(entry);
  await ask(tx, PUT, [seq, ...COLUMNS.map((column) => columns[column])]);
  const { searched, terms, numbers } = entry;
  const foundBy = JSON.stringify([searched, terms, numbers]);
  await ask(tx, PUT_TEXTS, [seq, JSON.stringify(entry.card), view, foundBy]);
  if (known?.found_by === foundBy) return;
  await ask(tx, PUT_SEARCHED, [seq, searched]);
  await putTerms(tx, seq, terms);
  await putNumbers(tx, seq, numbers);
}

const COLUMNS = [
  'id',
  'newest',
  'plan',
  'name_key',
  'lab',
  'kind',
  'status',
  'lifecycle',
  'license',
  'parameters_min',
  'parameters_max',
  'active_min',
  'active_max',
  'context_min',
  'context_max',
  'repos',
  'signals',
] as const satisfies readonly (keyof CardColumns)[];

const PUT = `insert into release_cards (seq, ${COLUMNS.join(', ')}) values (?, ${marks(COLUMNS)})
  on conflict (seq) do update set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;
const PUT_TEXTS = `insert into release_card_texts (seq, card, view, found_by) values (?, ?, ?, ?)
  on conflict (seq) do update set card = excluded.card, view = excluded.view, found_by = excluded.found_by`;
const PUT_SEARCHED = `insert into release_card_search (seq, searched) values (?, ?)
  on conflict (seq) do update set searched = excluded.searched`;

function columnsOf({ card, ...entry }: CardEntry): CardColumns {
  const { id, lab, kind, status, lifecycle, repos, signals } = card;
  return {
    id,
    newest: entry.newest,
    plan: card.plan ? 1 : 0,
    name_key: entry.nameKey,
    lab,
    kind,
    status,
    lifecycle,
    license: entry.license,
    parameters_min: entry.parameters.min,
    parameters_max: entry.parameters.max,
    active_min: entry.active.min,
    active_max: entry.active.max,
    context_min: entry.context.min,
    context_max: entry.context.max,
    repos,
    signals,
  };
}

async function putTerms(tx: WriteTransaction, seq: number, terms: readonly string[]): Promise<void> {
  const rows = await ask<{ term: string }>(tx, 'select term from release_card_terms where seq = ?', [seq]);
  const known = new Set(rows.map(({ term }) => term));
  const wanted = new Set(terms);
  const unsaid = [...known].filter((term) => !wanted.has(term));
  const said = [...wanted].filter((term) => !known.has(term));
  if (unsaid.length > 0)
    await ask(tx, `delete from release_card_terms where seq = ? and term in (${marks(unsaid)})`, [
      seq,
      ...unsaid,
    ]);
  if (said.length > 0)
    await ask(
      tx,
      `insert into release_card_terms (seq, term) values ${said.map(() => '(?, ?)').join(', ')}`,
      said.flatMap((term) => [seq, term]),
    );
}

type NumberRow = CardEntry['numbers'][number];

async function putNumbers(tx: WriteTransaction, seq: number, numbers: readonly NumberRow[]): Promise<void> {
  const text = 'select attribute, value from release_card_numbers where seq = ?';
  const known = byKey(await ask<NumberRow>(tx, text, [seq]));
  const wanted = byKey(numbers);
  const unsaid = [...known].flatMap(([key, row]) => (wanted.has(key) ? [] : [row]));
  const said = [...wanted].flatMap(([key, row]) => (known.has(key) ? [] : [row]));
  if (unsaid.length > 0)
    await ask(
      tx,
      `delete from release_card_numbers where seq = ?
        and (${unsaid.map(() => 'attribute = ? and value = ?').join(' or ')})`,
      [seq, ...unsaid.flatMap(({ attribute, value }) => [attribute, value])],
    );
  if (said.length > 0)
    await ask(
      tx,
      `insert into release_card_numbers (seq, attribute, value) values ${said.map(() => '(?, ?, ?)').join(', ')}`,
      said.flatMap(({ attribute, value }) => [seq, attribute, value]),
    );
}

function byKey(rows: readonly NumberRow[]): ReadonlyMap<string, NumberRow> {
  return new Map(rows.map((row) => [`${row.attribute} ${row.value}`, row]));
}

/** For a release that is listed no more: hidden, or taken in by another. */
export async function dropCard(tx: WriteTransaction, releaseId: string): Promise<void> {
  await ask(tx, 'delete from release_cards where id = ?', [releaseId]);
}

/** Of releases that are gone, hidden or taken in by another. Returns how many there were. */
export async function dropStrayCards(tx: WriteTransaction): Promise<number> {
  const rows = await ask<{ seq: number }>(
    tx,
    `delete from release_cards where seq not in
      (select seq from releases where merged_into is null and hidden = 0) returning seq`,
    [],
  );
  return rows.length;
}

/** The next releases that are to be listed, in the order of their opening. */
export async function releasesToList(reader: Reader, afterSeq: number, limit: number): Promise<ReleaseRow[]> {
  return await ask<ReleaseRow>(
    reader,
    'select * from releases where seq > ? and merged_into is null and hidden = 0 order by seq limit ?',
    [afterSeq, limit],
  );
}

/** How many releases are to be listed, and how many have a card: of all, or of those opened up to one. */
export async function countCards(
  reader: Reader,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<{ readonly releases: number; readonly cards: number }> {
  const [row] = await ask<{ releases: number; cards: number }>(
    reader,
    `select
      (select count(*) from releases where merged_into is null and hidden = 0 and seq <= ?) as releases,
      (select count(*) from release_cards where seq <= ?) as cards`,
    [upTo, upTo],
  );
  return { releases: Number(row?.releases ?? 0), cards: Number(row?.cards ?? 0) };
}
