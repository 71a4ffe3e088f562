import { hash } from 'node:crypto';
import type { ReleaseQuery } from '../domain/release-query.ts';
import type { CardPlace } from '../store/browse-cards.ts';

/** From where a page goes on, in which direction. */
export interface ReleaseCursor {
  readonly place: CardPlace;
  readonly direction: 'behind' | 'before';
}

/** Opaque text, good for the same query alone. */
export function writeCursor(query: ReleaseQuery, { place, direction }: ReleaseCursor): string {
  const { key, newest, id } = place;
  const content = [markOf(query), direction === 'behind' ? 1 : 0, newest, id, key];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Throws RangeError where the text is no cursor, or one of another query. */
export function readCursor(query: ReleaseQuery, text: string): ReleaseCursor {
  const content = parsed(text);
  const [mark, behind, newest, id, key] = content;
  const sound =
    content.length === 5 &&
    mark === markOf(query) &&
    (behind === 0 || behind === 1) &&
    Number.isSafeInteger(newest) &&
    typeof id === 'string' &&
    (key === null || typeof key === 'string' || Number.isSafeInteger(key));
  if (!sound) throw foreign();
  return {
    place: { key: key as CardPlace['key'], newest: newest as number, id },
    direction: behind === 1 ? 'behind' : 'before',
  };
}

function parsed(text: string): readonly unknown[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(content)) return content;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw foreign();
}

function foreign(): RangeError {
  return new RangeError('not a cursor of this query');
}

/**
 * The bounds in time are not part of it: where somebody asks for the last 30 days they move on with the clock, and a place
 * is good for any of them.
 */
function markOf(query: ReleaseQuery): string {
  return hash('sha256', queryText({ ...query, since: undefined, until: undefined }), 'base64url').slice(0, 8);
}

/** The same text for the same question. */
export function queryText(query: object): string {
  const fields = Object.entries(query).filter(([, value]) => value !== undefined);
  return JSON.stringify(
    fields
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([field, value]) => [field, Array.isArray(value) ? value.toSorted() : value]),
  );
}
