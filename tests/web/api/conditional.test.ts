import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo } from '../../../src/demo/make-repo.ts';
import { MINUTE } from '../../pipeline/rig.ts';
import { type Served, startServed } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await startServed();
});
afterAll(() => served[Symbol.asyncDispose]());

const CATALOG = ['/releases?limit=2', '/labs', '/labs/zhipu', '/repos', '/claims'];
const ALL = [...CATALOG, '/events', '/sources', '/sources/hf-qwen', '/alerts', '/openapi.json'];

async function tagOf(path: string): Promise<string> {
  return (await served.ask(`/api/v1${path}`)).headers.get('etag') ?? '';
}

const withTag = (tag: string) => ({ headers: { 'if-none-match': tag } });

describe('an answer that is known', () => {
  it.each(ALL)('is not sent again: %s', async (path) => {
    const tag = await tagOf(path);
    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    for (const asked of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
      const again = await served.ask(`/api/v1${path}`, withTag(asked));
      expect(again.status, asked).toBe(304);
      expect(again.text).toBe('');
      expect(again.headers.get('etag')).toBe(tag);
      expect(again.headers.get('cache-control')).toBe('public, no-cache');
    }
    expect((await served.ask(`/api/v1${path}`, withTag('"other"'))).status).toBe(200);
  });

  it('is another for another question', async () => {
    const tags = await Promise.all(
      ['/releases', '/releases?limit=2', '/releases?kind=llm', '/repos'].map(tagOf),
    );
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('is sent again when the catalog has changed, and only then', async () => {
    const before = await Promise.all(CATALOG.map(tagOf));
    served.rig.advance(MINUTE);
    await served.rig.refresh();
    expect(await Promise.all(CATALOG.map(tagOf))).toEqual(before);
    served.rig.advance(MINUTE);
    served.rig.hub.add(
      makeRepo({ name: 'Qwen/Qwen9-8B', made: new Date(served.rig.clock.now()).toISOString() }),
    );
    await served.rig.refresh();
    for (const [index, path] of CATALOG.entries()) {
      const again = await served.ask(`/api/v1${path}`, withTag(before[index] ?? ''));
      expect(again.status, path).toBe(200);
    }
  });

  it('is kept by nobody on the way where it takes a token to read', async () => {
    const headers = { authorization: `Bearer ${await served.token('read')}` };
    const answer = await served.ask('/api/v1/labs', { headers });
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });
});

describe('HEAD', () => {
  it.each([...ALL, '/export', '/events/stream'])('has the headers of GET and no body: %s', async (path) => {
    const answer = await served.ask(`/api/v1${path}`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('');
    expect(answer.headers.get('content-type')).toBeTruthy();
  });
});
