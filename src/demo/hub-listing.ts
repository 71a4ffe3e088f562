import {
  detailProperties,
  expandableProperties,
  fullProperties,
  type HubRepo,
  plainProperties,
} from './hub-repo.ts';
import type { HubWorld } from './hub-world.ts';

/** One page of `GET /api/models`. `cursor`: where the next page begins; null on the last. */
export interface ListingPage {
  readonly items: readonly Record<string, unknown>[];
  readonly cursor: string | null;
}

/** What the caller asked for in a way that the Hub refuses with a 400. */
export class BadQuery extends Error {}

type SortField = 'createdAt' | 'lastModified' | 'downloads' | 'likes' | 'trendingScore';
const sortFields: readonly string[] = ['createdAt', 'lastModified', 'downloads', 'likes', 'trendingScore'];

/** The Hub gives at most this many a page, whatever is asked for. */
const maximumLimit = 1000;

interface Position {
  readonly value: string | number;
  readonly id: string;
}

/**
 * Lists as the Hub does: newest (or most) first, `_id` deciding between equals, and a cursor that holds the last
 * position, so that a repo which appears between two pages moves nothing.
 */
export function listModels(world: HubWorld, query: URLSearchParams): ListingPage {
  const properties = requestedProperties(query);
  const sort = readSort(query);
  const limit = readLimit(query);
  const after = readCursor(query, sort);
  const rows = world
    .visible(query.get('author'))
    .filter((repo) => matches(repo, query))
    .map((repo) => ({ repo, at: position(world, repo, sort) }))
    .filter((row) => after === null || compare(after, row.at) < 0)
    .sort((a, b) => compare(a.at, b.at));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => project(world, row.repo, properties)),
    cursor: last !== undefined && rows.length > limit ? writeCursor(sort, last.at) : null,
  };
}

/** One repo as `/api/models/{id}` shows it. */
export function describeModel(
  world: HubWorld,
  repo: HubRepo,
  query: URLSearchParams,
): Record<string, unknown> {
  const expand = readExpand(query);
  const shown = project(world, repo, expand ?? detailProperties);
  if (expand === null) shown.siblings ??= Object.keys(repo.files ?? {}).map((rfilename) => ({ rfilename }));
  return shown;
}

function requestedProperties(query: URLSearchParams): readonly string[] {
  const expand = readExpand(query);
  const wanted = ['full', 'cardData', 'config'].filter((name) => isOn(query.get(name)));
  if (expand !== null) {
    const other = wanted[0];
    if (other !== undefined) throw new BadQuery(`"expand" and "${other}" exclude each other`);
    return expand;
  }
  const properties = [...plainProperties];
  if (wanted.includes('full')) properties.push(...fullProperties);
  if (wanted.includes('cardData')) properties.push('cardData');
  if (wanted.includes('config')) properties.push('config');
  return properties;
}

function readExpand(query: URLSearchParams): readonly string[] | null {
  const names = [...query.getAll('expand'), ...query.getAll('expand[]')];
  if (names.length === 0) return null;
  if (names.some((name) => !expandableProperties.includes(name))) {
    throw new BadQuery(`"expand" must be one of [${expandableProperties.join(', ')}]`);
  }
  return names;
}

function readSort(query: URLSearchParams): SortField {
  const sort = query.get('sort') ?? 'trendingScore';
  if (!sortFields.includes(sort)) throw new BadQuery(`"sort" must be one of [${sortFields.join(', ')}]`);
  return sort as SortField;
}

function readLimit(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? maximumLimit);
  if (!Number.isInteger(limit) || limit < 1) throw new BadQuery('"limit" must be a positive number');
  return Math.min(limit, maximumLimit);
}

function matches(repo: HubRepo, query: URLSearchParams): boolean {
  const search = query.get('search');
  if (search !== null && !repo.id.toLowerCase().includes(search.toLowerCase())) return false;
  const task = query.get('pipeline_tag');
  if (task !== null && repo.pipeline_tag !== task) return false;
  const filters = query.getAll('filter').flatMap((filter) => filter.split(','));
  return filters.every((filter) => repo.tags.includes(filter) || repo.pipeline_tag === filter);
}

function project(world: HubWorld, repo: HubRepo, properties: readonly string[]): Record<string, unknown> {
  const known: Record<string, unknown> = {
    ...repo,
    ...world.counters(repo),
    modelId: repo.id,
    spaces: [],
    // Thirty days' downloads stand in for all time: nobody decides anything by it.
    downloadsAllTime: repo.downloads,
  };
  const shown: Record<string, unknown> = { _id: repo._id, id: repo.id };
  for (const name of properties) {
    if (known[name] !== undefined) shown[name] = known[name];
  }
  return shown;
}

function position(world: HubWorld, repo: HubRepo, sort: SortField): Position {
  if (sort === 'createdAt' || sort === 'lastModified') return { value: repo[sort], id: repo._id };
  return { value: world.counters(repo)[sort], id: repo._id };
}

function compare(a: Position, b: Position): number {
  if (a.value !== b.value) return a.value > b.value ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** Base64 of a query on the sort field and `_id`, as the Hub's is; clients have to send it back as it came. */
function writeCursor(sort: SortField, at: Position): string {
  const condition = { $or: [{ [sort]: at.value, _id: { $gt: at.id } }, { [sort]: { $lt: at.value } }] };
  return Buffer.from(JSON.stringify(condition)).toString('base64');
}

function readCursor(query: URLSearchParams, sort: SortField): Position | null {
  const cursor = query.get('cursor');
  if (cursor === null) return null;
  try {
    const [equal] = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')).$or;
    const value: unknown = equal[sort];
    const id: unknown = equal._id.$gt;
    if ((typeof value === 'string' || typeof value === 'number') && typeof id === 'string')
      return { value, id };
  } catch {
    // Said below, in the one way for all that is wrong with it.
  }
  throw new BadQuery('Invalid cursor');
}

function isOn(value: string | null): boolean {
  return value !== null && value !== 'false' && value !== '0';
}
