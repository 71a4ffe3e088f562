import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src/compose.ts';
import { reviewSources } from '../../src/pipeline/review-sources.ts';
import { listAlerts } from '../../src/store/alerts.ts';
import type { SourceRow } from '../../src/store/schema.ts';
import { type FeedServer, startFeedServer } from './feed-server.ts';
import { model, oldModels } from './models.ts';
import { DAY, HOUR, MINUTE, type Rig, startRig } from './rig.ts';

const ITEMS = [{ title: 'A bridge was opened', at: '2025-06-30T08:00:00Z' }];

let news: FeedServer;
let papers: FeedServer;
let rig: Rig;

beforeEach(async () => {
  [news, papers] = await Promise.all([startFeedServer(ITEMS), startFeedServer(ITEMS)]);
  const feeds = [
    ...['/a', '/b', '/c'].map((path) => ({ id: `news-${path[1]}`, url: news.url + path })),
    { id: 'papers', url: `${papers.url}/all` },
  ];
  rig = await startRig({
    orgs: ['Qwen'],
    repos: oldModels('Qwen', 20),
    configure: (usual) => ({
      ...usual,
      sources: [...usual.sources, ...feeds.map((feed) => ({ kind: 'feed' as const, ...feed }))],
      rules: [{ id: 'operators', on: ['source.*'], to: ['team'] }],
    }),
  });
  expect((await rig.refresh()).sources.map(({ outcome }) => outcome)).toEqual(Array(5).fill('baselined'));
});

afterEach(async () => {
  await rig[Symbol.asyncDispose]();
  await Promise.all([news[Symbol.asyncDispose](), papers[Symbol.asyncDispose]()]);
});

/** Kinds and titles that came since this was last asked. */
function heard(): string[] {
  return rig.heard().map(({ kind, about }) => `${kind}: ${about}`);
}

async function stateOf(id: string): Promise<SourceRow> {
  const { reader } = rig.runtime.database;
  return await reader.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Lines of the newest alert. */
async function newestLines(): Promise<readonly string[]> {
  const [newest] = await listAlerts(rig.runtime.database.reader, { limit: 1 });
  return newest?.alert.content.alert.lines ?? [];
}

describe('a host that fails', () => {
  it('is told of once, with all of its sources, and once when it works again', async () => {
    news.answer(500, '/a', '/b', '/c');
    await rig.refreshEvery(6 * MINUTE, 3);
    // Three failures, and no quarter of an hour yet.
    expect(heard()).toEqual([]);
    await rig.refreshEvery(6 * MINUTE, 1);
    expect(heard()).toEqual([`source.failing: 3 sources at ${news.host} are failing`]);
    const lines = await newestLines();
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(
      /^news-a: the upstream refused or failed \(host: .*, status: 500\); 4 times since 2025-07-01 09:06 UTC; next try 2025-07-01 09:\d\d UTC$/,
    );
    expect(lines[3]).toBe('"modelwatch sources check news-a" tries it at once.');
    await rig.refreshEvery(HOUR, 30);
    expect(heard()).toEqual([]);

    news.answer(ITEMS, '/a', '/b', '/c');
    await rig.refreshEvery(HOUR, 1);
    expect(heard()).toEqual([`source.recovered: 3 sources at ${news.host} work again`]);
    await rig.refreshEvery(HOUR, 3);
    expect(heard()).toEqual([]);
    expect(await stateOf('news-a')).toMatchObject({ told: null, failures: 0, failing_since: null });
  });

  it('is no news by a hiccup', async () => {
    for (let hour = 0; hour < 6; hour++) {
      news.answer(500, '/a');
      await rig.refreshEvery(30 * MINUTE, 2);
      news.answer(ITEMS, '/a');
      await rig.refreshEvery(MINUTE, 1);
    }
    expect(heard()).toEqual([]);
  });

  it('is told of once over a restart, and by two processes that look at the same moment', async () => {
    news.answer(500, '/a');
    await rig.refreshEvery(10 * MINUTE, 2);
    await rig.reopen();
    const other = await openRuntime({
      configuration: rig.configuration,
      environment: rig.environment,
      dataFolder: rig.folder,
      clock: rig.clock,
      use: 'work',
      log: pino({ level: 'silent' }),
      console: { write: () => {}, color: false, width: 80 },
    });
    try {
      rig.advance(10 * MINUTE);
      await Promise.all([rig.refresh(), reviewSources(other.review), reviewSources(rig.runtime.review)]);
      await Promise.all([reviewSources(other.review), reviewSources(rig.runtime.review)]);
    } finally {
      await other.close();
    }
    await rig.reopen();
    await rig.refreshEvery(10 * MINUTE, 2);
    expect(heard()).toEqual([`source.failing: news-a at ${news.host} keeps failing`]);
    news.answer(ITEMS, '/a');
    await rig.reopen();
    await rig.refreshEvery(10 * MINUTE, 2);
    expect(heard()).toEqual([`source.recovered: news-a at ${news.host} works again`]);
  });

  it('has what works again told together, the rest of it looked at soon, and waited for a while', async () => {
    news.answer(500, '/a', '/b', '/c');
    await rig.refreshEvery(10 * MINUTE, 3);
    expect(heard()).toEqual([`source.failing: 3 sources at ${news.host} are failing`]);
    news.answer(ITEMS, '/a');
    await rig.refreshEvery(MINUTE, 1);
    expect(heard()).toEqual([]);
    expect((await stateOf('news-b')).next_due_at).toBe(rig.clock.now());
    // It fails once more before that was told: nothing to say.
    news.answer(500, '/a');
    await rig.refreshEvery(MINUTE, 1);
    news.answer(ITEMS, '/a', '/b');
    await rig.refreshEvery(MINUTE, 1);
    expect(heard()).toEqual([]);
    await rig.refreshEvery(15 * MINUTE, 1);
    expect(heard()).toEqual([`source.recovered: 2 sources at ${news.host} work again`]);
    news.answer(ITEMS, '/c');
    await rig.refreshEvery(15 * MINUTE, 1);
    expect(heard()).toEqual([`source.recovered: news-c at ${news.host} works again`]);
  });

  it('is told of again where something else of it begins to fail', async () => {
    news.answer(500, '/a');
    await rig.refreshEvery(10 * MINUTE, 12);
    news.answer(404, '/b');
    await rig.refreshEvery(10 * MINUTE, 12);
    expect(heard()).toEqual([
      `source.failing: news-a at ${news.host} keeps failing`,
      `source.failing: news-b at ${news.host} keeps failing`,
    ]);
  });
});

describe('a connection that does not come about', () => {
  it('is the host’s failure where others answer: not the first time, and then backed off from', async () => {
    await papers.stop();
    await rig.refreshEvery(10 * MINUTE, 1);
    const first = await stateOf('papers');
    expect(first).toMatchObject({ failures: 0, error_code: 'network', failing_since: rig.clock.now() });
    await rig.refreshEvery(10 * MINUTE, 3);
    expect(await stateOf('papers')).toMatchObject({ failures: 3, failing_since: first.failing_since });
    expect(heard()).toEqual([`source.failing: papers at ${papers.host} keeps failing`]);
    await rig.refreshEvery(HOUR, 8);
    const { next_due_at: due } = await stateOf('papers');
    expect(due - rig.clock.now()).toBeGreaterThanOrEqual(HOUR);
    expect(heard()).toEqual([]);
    await papers.again();
    await rig.refreshEvery(HOUR, 1);
    expect(heard()).toEqual([`source.recovered: papers at ${papers.host} works again`]);
  });

  /** All of them, and nothing is left of what was kept open: what goes out on that breaks off in the middle. */
  async function cutOff(): Promise<void> {
    await Promise.all([news.stop(), papers.stop(), rig.hub.stopListening()]);
    await setTimeout(50);
  }

  it('is our own network where nobody answers: nobody is charged, nobody is told, for however long', async () => {
    await cutOff();
    await rig.refreshEvery(HOUR, 12);
    for (const id of ['news-a', 'news-b', 'papers', 'hf-qwen']) {
      const { failures, next_due_at: due } = await stateOf(id);
      expect([id, failures]).toEqual([id, 0]);
      // No back-off either: the usual rhythm.
      expect(due - rig.clock.now()).toBeLessThan(31 * MINUTE);
    }
    await rig.reopen();
    await rig.refreshEvery(10 * MINUTE, 6);
    await Promise.all([news.again(), papers.again(), rig.hub.listenAgain()]);
    // What fails from then on has not failed for all that time.
    news.answer(500, '/a');
    await rig.refreshEvery(MINUTE, 4);
    expect(await stateOf('news-a')).toMatchObject({
      failures: 4,
      failing_since: rig.clock.now() - 3 * MINUTE,
    });
    expect(heard()).toEqual([]);
    news.answer(ITEMS, '/a');
    await rig.refreshEvery(10 * MINUTE, 3);
    expect(heard()).toEqual([]);
  });

  it('keeps what a host is charged with while our own network is gone', async () => {
    news.answer(500, '/a');
    await rig.refreshEvery(MINUTE, 2);
    await cutOff();
    await rig.refreshEvery(HOUR, 5);
    expect((await stateOf('news-a')).failures).toBe(2);
    expect(heard()).toEqual([]);
    await Promise.all([news.again(), papers.again(), rig.hub.listenAgain()]);
    await rig.refreshEvery(MINUTE, 1);
    expect(heard()).toEqual([`source.failing: news-a at ${news.host} keeps failing`]);
  });

  it('is never our own network where a host answers with an error', async () => {
    await papers.stop();
    news.answer(500, '/a', '/b', '/c');
    rig.hub.fail({ times: 100, fault: { kind: 'status', status: 500 } });
    await rig.refreshEvery(10 * MINUTE, 4);
    expect((await stateOf('papers')).failures).toBe(3);
    expect(heard().sort()).toEqual(
      [
        `source.failing: 3 sources at ${news.host} are failing`,
        `source.failing: papers at ${papers.host} keeps failing`,
        `source.failing: hf-qwen at ${new URL(rig.hub.url).host} keeps failing`,
      ].sort(),
    );
  });
});

describe('a place that is not there', () => {
  it('by a 404: fails first, is gone after three days, is then looked for daily, and may come back', async () => {
    news.answer(404, '/a');
    await rig.refreshEvery(10 * MINUTE, 3);
    expect(heard()).toEqual([`source.failing: news-a at ${news.host} keeps failing`]);
    const { gone_since: since } = await stateOf('news-a');
    await rig.refreshEvery(12 * HOUR, 2);
    // Another failure in between is no sign that it is there, nor that it is gone.
    news.answer(500, '/a');
    await rig.refreshEvery(12 * HOUR, 4);
    await rig.reopen();
    expect(heard()).toEqual([]);
    expect((await stateOf('news-a')).gone_since).toBe(since);
    news.answer(404, '/a');
    await rig.refreshEvery(HOUR, 1);
    expect(heard()).toEqual([`source.gone: news-a at ${news.host} is gone`]);
    expect((await stateOf('news-a')).next_due_at - rig.clock.now()).toBeGreaterThanOrEqual(DAY);
    await rig.refreshEvery(DAY, 5);
    expect(heard()).toEqual([]);
    news.answer(ITEMS, '/a');
    await rig.refreshEvery(DAY, 1);
    expect(heard()).toEqual([`source.recovered: news-a at ${news.host} works again`]);
    expect((await stateOf('news-a')).gone_since).toBeNull();
  });

  it('by a 410: is gone within the hour, and that alone is told', async () => {
    news.answer(410, '/a');
    await rig.refreshEvery(20 * MINUTE, 3);
    expect(heard()).toEqual([]);
    await rig.refreshEvery(20 * MINUTE, 3);
    expect(heard()).toEqual([`source.gone: news-a at ${news.host} is gone`]);
    expect((await newestLines())[0]).toContain('; looked for once a day, next 2025-07-02');
  });
});

it('a listing that is suspect for a day is told of as failing', async () => {
  rig.hub.add(model('Qwen/Qwen4-8B'));
  rig.hub.fail({ author: 'Qwen', times: 1000, fault: { kind: 'short-list', keep: 3 } });
  await rig.refreshEvery(3 * HOUR, 8);
  expect(heard()).toEqual([]);
  await rig.refreshEvery(3 * HOUR, 1);
  const host = new URL(rig.hub.url).host;
  expect(heard()).toEqual([`source.failing: hf-qwen at ${host} keeps failing`]);
  expect((await newestLines())[0]).toContain(
    'it shows suddenly nothing, or much less than it did, last as usual',
  );
});

it('a feed that has been silent for longer than its rhythm explains is told of once, and not when it speaks', async () => {
  const daily = (first: number, count: number) =>
    Array.from({ length: count }, (_, day) => ({
      title: `Item ${first + day}`,
      at: new Date(Date.parse('2025-05-28T08:00:00Z') + (first + day) * DAY).toISOString(),
    }));
  papers.answer(daily(0, 35), '/all');
  await rig.refreshEvery(HOUR, 1);
  expect((await stateOf('papers')).last_good_count).toBe(35);
  // They were shown at 10:00 on the first of July.
  rig.clock.set(Date.parse('2025-07-04T09:00:00Z'));
  await rig.refresh();
  expect(heard()).toEqual([]);
  await rig.refreshEvery(2 * HOUR, 1);
  expect(heard()).toEqual([`source.silent: papers at ${papers.host} has been silent for unusually long`]);
  expect((await stateOf('papers')).told).toBe('silent');
  await rig.reopen();
  await rig.refreshEvery(6 * HOUR, 8);
  expect(heard()).toEqual([]);
  papers.answer(daily(34, 5), '/all');
  await rig.refreshEvery(2 * HOUR, 1);
  expect(heard()).toEqual([]);
  expect((await stateOf('papers')).told).toBeNull();
});

it('a rule that comes later is told of what fails from then on', async () => {
  await rig.reopen((usual) => ({ ...usual, sources: rig.configuration.sources, rules: [] }));
  news.answer(500, '/a');
  await rig.refreshEvery(10 * MINUTE, 3);
  await rig.reopen((usual) => ({
    ...usual,
    sources: rig.configuration.sources,
    rules: [{ id: 'operators', on: ['source.*'], to: ['team'] }],
  }));
  await rig.refreshEvery(10 * MINUTE, 3);
  expect(heard()).toEqual([]);
  news.answer(500, '/b');
  await rig.refreshEvery(DAY, 3);
  expect(heard()).toEqual([`source.failing: news-b at ${news.host} keeps failing`]);
});
