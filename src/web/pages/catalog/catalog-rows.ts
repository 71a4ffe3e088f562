import type { ReleaseCard } from '../../../domain/release-card.ts';
import type { ReleaseQuery } from '../../../domain/release-query.ts';
import { browseCards } from '../../../pipeline/browse-releases.ts';
import type { Row } from '../../../pipeline/csv-rows.ts';
import type { Reader } from '../../../store/database.ts';

/** What a row of the catalog holds as data, in the order of the page's columns. Documented in docs/web.md. */
export const catalogColumns = [
  'release',
  'released_on',
  'lab',
  'kind',
  'total_parameters',
  'active_parameters',
  'context_length',
  'license',
  'repos',
  'signals',
  'status',
  'disputed',
  'id',
] as const;

/** Numbers plain, lists and ranges in the form of the API. Of models that share no size the largest stands for all. */
export function catalogRow(card: ReleaseCard): Row {
  const fact = (attribute: string) =>
    (card.facts[attribute] ?? card.models.largest?.[attribute])?.value ?? null;
  return {
    release: card.name,
    released_on: card.releasedOn ?? card.shownAt.slice(0, 10),
    lab: card.lab,
    kind: card.kind,
    total_parameters: fact('total_parameters'),
    active_parameters: fact('active_parameters'),
    context_length: fact('context_length'),
    license: card.facts.license?.value ?? null,
    repos: card.repos,
    signals: card.signals,
    status: card.status,
    disputed: card.disputed,
    id: card.id,
  };
}

const AT_ONCE = 500;

/** All that a query finds, in its order, so many rows at a time: nobody else waits long meanwhile. */
export async function* catalogRows(reader: Reader, query: ReleaseQuery): AsyncGenerator<readonly Row[]> {
  let cursor: string | null = null;
  do {
    const page = await browseCards(reader, query, { limit: AT_ONCE, cursor });
    yield page.items.map(catalogRow);
    cursor = page.next;
  } while (cursor !== null);
}
