import { expect, it } from 'vitest';
import type { PollResult } from '../../../src/sources/source.ts';
import { startServer } from '../../http/local-server.ts';
import { createTestClient } from '../../http/test-client.ts';
import { contextFor, sourceAt } from './hub-listing.ts';

type Row = Readonly<Record<string, unknown>>;

function row(n: number, more: Row = {}): Row {
  return { _id: `id${n}`, id: `lab/repo-${n}`, likes: n, downloads: n * 10, ...more };
}

/** A Hub whose listing has these pages, polled again and again; each poll brings the validator of the one before. */
async function startListing(pages: Row[][], indent = 0) {
  const server = await startServer((request, response) => {
    const { origin, searchParams } = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const n = Number(searchParams.get('cursor') ?? 0);
    if (n < pages.length - 1)
      response.setHeader('link', `<${origin}/api/models?cursor=${n + 1}>; rel="next"`);
    response.end(JSON.stringify(pages[n], null, indent));
  });
  const client = createTestClient({ maxWaitMs: 20 });
  let validator: string | null = null;
  return {
    pages,
    poll: async (): Promise<PollResult> => {
      const result = await sourceAt(server.url).poll({ ...contextFor(client), validator });
      if (result.kind === 'changed') validator = result.validator ?? null;
      return result;
    },
    [Symbol.asyncDispose]: async () => {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

function namesIn(result: PollResult): string[] | string {
  if (result.kind !== 'changed' || result.form !== 'repos') return result.kind;
  return result.observations.map(({ name }) => name);
}

const all = ['lab/repo-1', 'lab/repo-2', 'lab/repo-3'];

it('is not modified where only likes and downloads moved, on however many pages', async () => {
  await using listing = await startListing([[row(1)], [row(2)], [row(3)]]);
  expect(namesIn(await listing.poll())).toEqual(all);
  listing.pages.splice(0, 3, [row(1, { likes: 12_345 })], [row(2, { downloads: 0 })], [row(3)]);
  expect(await listing.poll()).toEqual({ kind: 'not-modified', requests: 3 });
  expect(await listing.poll()).toEqual({ kind: 'not-modified', requests: 3 });
});

it.each([
  ['on the first page', 0],
  ['on the last', 2],
])('is read in full where anything else moved %s', async (_where, page) => {
  await using listing = await startListing([[row(1)], [row(2)], [row(3)]]);
  await listing.poll();
  listing.pages[page] = [row(page + 1, { gated: 'auto' })];
  expect(namesIn(await listing.poll())).toEqual(all);
  expect(namesIn(await listing.poll())).toBe('not-modified');
});

it('is read in full where it became longer or shorter by a page', async () => {
  await using listing = await startListing([[row(1)], [row(2)]]);
  await listing.poll();
  listing.pages.push([row(3)]);
  expect(namesIn(await listing.poll())).toEqual(all);
  listing.pages.splice(1);
  expect(namesIn(await listing.poll())).toEqual(['lab/repo-1']);
});

it('knows counters in JSON of any layout, and some that nobody asked for', async () => {
  await using listing = await startListing([[row(1, { trendingScore: 1.5 })]], 2);
  await listing.poll();
  listing.pages[0] = [row(1, { likes: 77, trendingScore: 12 })];
  expect(namesIn(await listing.poll())).toBe('not-modified');
});

it('takes counters in a text for what they are: text', async () => {
  await using listing = await startListing([[row(1, { sha: '"likes":1' })]]);
  await listing.poll();
  listing.pages[0] = [row(1, { sha: '"likes":2' })];
  expect(namesIn(await listing.poll())).toEqual(['lab/repo-1']);
});
