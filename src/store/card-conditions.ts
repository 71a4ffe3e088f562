import { foldSearched } from '../domain/release-card.ts';
import { foldTerm, type Span } from '../domain/release-filter.ts';
import type { ReleaseQuery } from '../domain/release-query.ts';
import { marks } from './plain-query.ts';

/** A part of a where clause over `release_cards as cards`. */
export interface Condition {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * How what stands in other tables is asked. `few`: those that fit are gathered first, which is quick where they are few, or
 * all are wanted. `many`: each release is looked up as it comes in the order, until the page is full.
 */
export type Membership = 'few' | 'many';

/** Longer texts are in no name. SQLite refuses patterns of more than 50,000 bytes (https://sqlite.org/limits.html). */
const LONGEST_TEXT = 500;

/** What a query asks of a release: the meaning of fitsFilter, and of the fields that ReleaseQuery adds. */
export function queryConditions(query: ReleaseQuery, membership: Membership): readonly Condition[] {
  const { lab, kind, status, lifecycle, since, until, plans, text } = query;
  return [
    oneOfColumn('lab', lab),
    oneOfColumn('kind', kind),
    oneOfColumn('status', status),
    oneOfColumn('lifecycle', lifecycle),
    since === undefined ? null : { text: 'cards.newest <= ?', values: [-bounded(since)] },
    until === undefined ? null : { text: 'cards.newest > ?', values: [-bounded(until)] },
    plans === undefined ? null : { text: 'cards.plan = ?', values: [plans === 'only' ? 1 : 0] },
    text === undefined ? null : containing(text, membership),
    withTerm('license', query.license, membership),
    withTerm('modalities', query.modality, membership),
    withTerm('openness', query.openness, membership),
    withNumber('total_parameters', query.parameters, membership),
    withNumber('active_parameters', query.activeParameters, membership),
    withNumber('context_length', query.context, membership),
  ].filter((condition) => condition !== null);
}

/** As a where clause; empty where nothing is asked. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { text: '', values: [] };
  return {
    text: `where ${conditions.map(({ text }) => text).join(' and ')}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

const NOTHING: Condition = { text: '1 = 0', values: [] };

function oneOfColumn(column: string, wanted: readonly string[] | undefined): Condition | null {
  if (wanted === undefined) return null;
  if (wanted.length === 0) return NOTHING;
  return { text: `cards.${column} in (${marks(wanted)})`, values: wanted };
}

function withTerm(
  attribute: string,
  wanted: readonly string[] | undefined,
  membership: Membership,
): Condition | null {
  if (wanted === undefined) return null;
  if (wanted.length === 0) return NOTHING;
  const terms = wanted.map((item) => `${attribute}:${foldTerm(item)}`);
  return among('release_card_terms', `own.term in (${marks(terms)})`, terms, membership);
}

function withNumber(attribute: string, span: Span | undefined, membership: Membership): Condition | null {
  if (span === undefined) return null;
  if (Number.isNaN(span.min) || Number.isNaN(span.max)) return NOTHING;
  // The numbers are whole.
  const values = [attribute, bounded(Math.ceil(span.min)), bounded(Math.floor(span.max))];
  return among('release_card_numbers', 'own.attribute = ? and own.value between ? and ?', values, membership);
}

function containing(text: string, membership: Membership): Condition | null {
  const folded = foldSearched(text);
  if (folded === '') return null;
  if (folded.length > LONGEST_TEXT) return NOTHING;
  const pattern = `%${folded.replace(/[\\%_]/g, '\\$&')}%`;
  return among('release_card_search', "own.searched like ? escape '\\'", [pattern], membership);
}

function among(table: string, text: string, values: readonly unknown[], membership: Membership): Condition {
  return membership === 'few'
    ? { text: `cards.seq in (select own.seq from ${table} as own where ${text})`, values }
    : { text: `exists (select 1 from ${table} as own where own.seq = cards.seq and ${text})`, values };
}

/** What is asked may be infinite; what is stored is not. */
function bounded(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}
