import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo } from '../../../src/demo/make-repo.ts';
import { MINUTE } from '../../pipeline/rig.ts';
import { allPages, type Served, startServed } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await startServed();
});
afterAll(() => served[Symbol.asyncDispose]());

interface Named {
  readonly id: string;
}

describe('pages of a list', () => {
  it.each([
    ['/releases?limit=3', 'id'],
    ['/releases?limit=2&order=name&kind=llm', 'id'],
    ['/releases?limit=4&order=-parameters', 'id'],
    ['/repos?limit=7', 'id'],
    ['/claims?limit=40', 'n'],
    ['/alerts?limit=1', 'id'],
  ])('have each item once: %s', async (path, key) => {
    const paged = (await allPages<Record<string, unknown>>(served, path)).map((item) => item[key]);
    const whole = (
      await allPages<Record<string, unknown>>(served, path.replace(/limit=\d+/, 'limit=200'))
    ).map((item) => item[key]);
    expect(paged.length).toBeGreaterThan(1);
    expect(new Set(paged).size).toBe(paged.length);
    expect(paged).toEqual(whole);
  });

  it('have each event once, by its number', async () => {
    const events = await allPages<{ n: number }>(served, '/events?baseline=1&limit=9', undefined, 'after');
    expect(events.map(({ n }) => n)).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThan(50);
  });

  it('leave out nothing that was there from the start, and have nothing twice, while releases come', async () => {
    const before = await allPages<Named>(served, '/releases?limit=200');
    let come = 0;
    const seen = await allPages<Named>(served, '/releases?limit=3', async (page) => {
      if (page > 3) return;
      come += 1;
      served.rig.advance(MINUTE);
      const name = `Qwen/Qwen${7 + page}-8B`;
      served.rig.hub.add(makeRepo({ name, made: new Date(served.rig.clock.now()).toISOString() }));
      await served.rig.refresh();
    });
    expect(come).toBe(3);
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(before.filter(({ id }) => !ids.includes(id))).toEqual([]);
    const after = await allPages<Named>(served, '/releases?limit=200');
    expect(after).toHaveLength(before.length + 3);
  });

  it('are led to by the Link header, too', async () => {
    const first = await served.ask('/api/v1/releases?limit=2&kind=llm');
    const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const { next } = JSON.parse(first.text) as { next: string };
    const second = await served.ask(link);
    expect(second.status).toBe(200);
    expect(second.text).toBe(
      (await served.ask(`/api/v1/releases?limit=2&kind=llm&cursor=${encodeURIComponent(next)}`)).text,
    );
    const whole = await served.ask('/api/v1/releases?limit=200&kind=llm');
    expect(whole.headers.get('link')).toBeNull();
  });

  it('are of one question: a cursor of another is refused', async () => {
    const { next } = await served.read<{ next: string }>('/releases?limit=1');
    for (const wrong of [
      next.slice(0, -4),
      'x',
      '"]',
      Buffer.from('[1]').toString('base64url'),
      'a'.repeat(1001),
    ]) {
      const answer = await served.ask(`/api/v1/releases?limit=1&cursor=${encodeURIComponent(wrong)}`);
      expect(answer.status, wrong).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ in: 'query', name: 'cursor' }] });
    }
    for (const [path, other] of [
      ['/releases?limit=1', '/releases?limit=1&kind=llm'],
      ['/repos?limit=1', '/repos?limit=1&lab=qwen'],
      ['/claims?limit=1', '/claims?limit=1&attribute=license'],
      ['/alerts?limit=1', '/alerts?limit=1&kind=release.new'],
      ['/repos?limit=1', '/claims?limit=1'],
    ] as const) {
      const { next: cursor } = await served.read<{ next: string }>(path);
      const answer = await served.ask(`/api/v1${other}&cursor=${encodeURIComponent(cursor)}`);
      expect(answer.status, other).toBe(400);
    }
  });
});
