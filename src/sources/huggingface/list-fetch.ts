import { createHash } from 'node:crypto';
import { UpstreamError } from '../../errors.ts';
import { letOthersRun } from '../../event-loop.ts';
import { discardBody, parseJson, readText } from '../../http/response-body.ts';
import { statusError } from '../../http/status-error.ts';
import type { SourceContext } from '../source.ts';
import { type ExpandName, refusedNames, UnknownExpandError } from './expand.ts';
import { nextLink } from './next-link.ts';
import { joinMarks, markPage, splitMarks } from './page-mark.ts';

export interface HubAccess {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly token: string | null;
}

/** The route itself said that it is gone for good (410). */
export class GoneError extends Error {}

/** Far more than any organization has (500 repos a page): only an endless chain of pages gets there. */
const MOST_PAGES = 100;

export interface ListFetch {
  readonly fetch: typeof fetch;
  /** Once the listing has come to its end. */
  outcome(): { readonly notModified: boolean; readonly validator: string };
}

interface RawPage {
  readonly response: Response;
  readonly text: string;
}

/**
 * The `fetch` that `listModels` is given for one listing. The library parses no Link header but one spelling of it,
 * follows it wherever it leads with the token, and takes any JSON for a page
 * (https://github.com/huggingface/huggingface.js/blob/main/packages/hub/src/lib/list-models.ts): all that is checked
 * here, and the library gets a page that is one. It never sees the token: it refuses those not beginning with `hf_`.
 *
 * As long as the pages are those of the context's validator, none is parsed and the library gets empty ones; the first
 * that differs comes with all before it.
 */
export function createListFetch(
  hub: HubAccess,
  org: string,
  context: SourceContext,
  expand: readonly ExpandName[],
): ListFetch {
  const seen = new Set<string>();
  const known = splitMarks(context.validator);
  const marks: string[] = [];
  const unread: RawPage[] = [];
  let owner: string | null = null;
  let asKnown = true;

  async function readUnread(): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (const { response, text } of unread.splice(0)) {
      await letOthersRun();
      rows.push(...checkRows(await parseJson(response, text), org));
    }
    owner = checkOwner(rows, org, owner);
    return rows;
  }

  async function fetchPage(input: unknown): Promise<Response> {
    const url = String(input);
    if (seen.has(url) || seen.size >= MOST_PAGES) {
      throw new UpstreamError('upstream-shape', 'the listing does not end', { org, pages: seen.size });
    }
    seen.add(url);
    const response = await context.http.fetch(url, {
      headers: { ...hubHeaders(hub), accept: 'application/json' },
      signal: context.signal,
      modelwatch: { quota: hubQuota(hub) },
    });
    if (!response.ok) throw await listError(response, expand, context.clock.now());
    const text = await readText(response);
    const next = nextLink(response.headers.get('link'), url, hub.endpoint);
    unread.push({ response, text });
    const mark = markPage(text);
    asKnown &&= mark === known[marks.length] && (next === null) === (marks.length === known.length - 1);
    marks.push(mark);
    return page(asKnown ? [] : await readUnread(), next);
  }

  return {
    fetch: fetchPage as typeof fetch,
    outcome: () => ({ notModified: asKnown, validator: joinMarks(marks) }),
  };
}

export function hubHeaders({ token }: HubAccess): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/**
 * The bucket of this credential at this host that requests of a sort are counted in: `resolvers` is that of files
 * (https://huggingface.co/docs/hub/rate-limits). A token appears as a fingerprint only.
 */
export function hubQuota({ endpoint, token }: HubAccess, bucket: 'api' | 'resolvers' = 'api'): string {
  const { host } = new URL(endpoint);
  if (token === null) return `${host} ${bucket} anonymous`;
  return `${host} ${bucket} ${createHash('sha256').update(token).digest('hex').slice(0, 12)}`;
}

async function listError(response: Response, expand: readonly ExpandName[], now: number): Promise<Error> {
  if (response.status === 410) {
    await discardBody(response);
    return new GoneError();
  }
  if (response.status !== 400) return statusError(response, now);
  const text = await readText(response);
  const names = refusedNames(text, expand);
  if (names.length > 0) return new UnknownExpandError(names);
  return new UpstreamError('upstream-status', 'the upstream refused or failed', {
    status: 400,
    answer: text.slice(0, 300),
  });
}

interface Row {
  readonly _id: string;
  readonly id: string;
}

/** The library reads `_id` and `id` of whatever it is given; without them nothing can be kept. */
function checkRows(value: unknown, org: string): readonly Row[] {
  if (!Array.isArray(value)) throw oddShape(org, '', value === null ? 'null' : typeof value);
  value.forEach((row: unknown, index) => {
    if (typeof row !== 'object' || row === null) throw oddShape(org, `${index}`, typeof row);
    const { _id, id } = row as Partial<Row>;
    if (typeof _id !== 'string' || _id === '') throw oddShape(org, `${index}._id`, typeof _id);
    if (typeof id !== 'string' || !id.includes('/')) throw oddShape(org, `${index}.id`, typeof id);
  });
  return value as Row[];
}

/**
 * The one organization whose repos the pages show. It may be another than asked for, after a rename; several mean
 * that something in between ignored the query, and everybody's repos would be taken for this lab's.
 */
function checkOwner(rows: readonly Row[], org: string, known: string | null): string | null {
  let owner = known;
  for (const { id } of rows) {
    const found = id.slice(0, id.indexOf('/')).toLowerCase();
    owner ??= found;
    if (found !== owner) {
      throw new UpstreamError('upstream-shape', 'the listing shows repos of several organizations', {
        org,
        found,
      });
    }
  }
  return owner;
}

function oddShape(org: string, path: string, found: string): UpstreamError {
  return new UpstreamError('upstream-shape', 'the listing has another shape than known', {
    org,
    path,
    found,
  });
}

/** What the library reads of a Response, with the rows as they were parsed once. */
function page(rows: readonly Row[], next: string | null): Response {
  const headers = new Headers(next === null ? {} : { link: `<${next}>; rel="next"` });
  return { ok: true, status: 200, headers, json: async () => rows } as unknown as Response;
}
