import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo } from '../../../src/demo/make-repo.ts';
import { eventually } from '../../eventually.ts';
import { MINUTE } from '../../pipeline/rig.ts';
import { postgres } from '../../store/stores.ts';
import { allPages, type Served, startServed } from './served.ts';
import { openStream } from './stream-reader.ts';

describe.skipIf(postgres.isSkipped)('the API on PostgreSQL', () => {
  let served: Served;
  let usual: Served;
  beforeAll(async () => {
    served = await startServed({ environment: { DATABASE_URL: await postgres.newUrl('') } });
    usual = await startServed();
  });
  afterAll(async () => {
    await served[Symbol.asyncDispose]();
    await usual[Symbol.asyncDispose]();
  });

  /** What of an item is the same in every store. */
  const told = (items: readonly Record<string, unknown>[]) =>
    items.map(({ name, releaseName, attribute, written, type, title, source, kind, publicAt }) =>
      JSON.stringify({ name, releaseName, attribute, written, type, title, source, kind, publicAt }),
    );

  it.each([
    ['/releases?limit=3', 'cursor'],
    ['/releases?order=-parameters&license=mit,apache-2.0&limit=4', 'cursor'],
    ['/repos?lab=zhipu&limit=4', 'cursor'],
    ['/repos?role=base&limit=200', 'cursor'],
    ['/claims?attribute=license&limit=7', 'cursor'],
    ['/alerts?limit=1', 'cursor'],
    ['/events?baseline=true&lab=zhipu&limit=5', 'after'],
    ['/labs?', 'cursor'],
  ])('answers as on SQLite: %s', async (path, name) => {
    const here = told(await allPages<Record<string, unknown>>(served, path, undefined, name));
    const there = told(await allPages<Record<string, unknown>>(usual, path, undefined, name));
    expect(here.length).toBeGreaterThan(0);
    expect(here.sort()).toEqual(there.sort());
  });

  it('tells what comes', async () => {
    await using open = await openStream(`${served.url}/api/v1/events/stream`);
    await eventually('the stream begins', () => open.lastId() !== null);
    served.rig.advance(MINUTE);
    served.rig.hub.add(
      makeRepo({ name: 'Qwen/Qwen9-8B', made: new Date(served.rig.clock.now()).toISOString() }),
    );
    await served.rig.refresh();
    await eventually('the event comes', () => open.text().includes('Qwen/Qwen9-8B'));
  });

  it('gives one release, a feed and the whole catalog', async () => {
    const [first] = (await served.read<{ items: { id: string }[] }>('/releases?kind=llm&limit=1')).items;
    expect((await served.ask(`/api/v1/releases/${first?.id}`)).status).toBe(200);
    expect((await served.ask('/feeds/labs/zhipu.atom')).status).toBe(200);
    const { text } = await served.ask('/api/v1/export');
    expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toHaveProperty('end');
  });
});
