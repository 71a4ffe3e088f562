import type { RepoObservation } from '../../../src/domain/observation.ts';
import type { HttpClient } from '../../../src/http/http-client.ts';
import { createHuggingfaceOrgSource } from '../../../src/sources/huggingface/index.ts';
import type { Source, SourceContext } from '../../../src/sources/source.ts';
import { startServer } from '../../http/local-server.ts';
import { createTestClient, systemClock } from '../../http/test-client.ts';

export function contextFor(http: HttpClient): SourceContext {
  return { http, clock: systemClock, signal: new AbortController().signal };
}

export function sourceAt(endpoint: string, token: string | null = null, org = 'lab'): Source {
  return createHuggingfaceOrgSource({ org, endpoint, token });
}

export interface Listing {
  readonly observations: readonly RepoObservation[];
  readonly requests: number;
}

/** What one poll makes of a listing of one page. */
export async function pollListing(rows: readonly unknown[], org = 'lab'): Promise<Listing> {
  await using server = await startServer((_request, response) => response.end(JSON.stringify(rows)));
  return await pollServer(server.url, null, org);
}

/** One poll that must find a listing. */
export async function pollServer(
  endpoint: string,
  token: string | null = null,
  org = 'lab',
): Promise<Listing> {
  await using client = createTestClient({ maxWaitMs: 20 });
  const result = await sourceAt(endpoint, token, org).poll(contextFor(client));
  if (result.kind !== 'changed') throw new Error(`the poll found ${result.kind}`);
  if (result.form !== 'repos') throw new Error(`the poll found ${result.form}`);
  return result;
}
