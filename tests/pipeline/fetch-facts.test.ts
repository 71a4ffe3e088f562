import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { fetchFactsJob } from '../../jobs/fetch-facts.ts';
import { type HubServerOptions, startHubServer } from '../../src/demo/hub-server.ts';
import { makeRepo } from '../../src/demo/make-repo.ts';
import type { RateLimiter } from '../../src/http/rate-limit.ts';
import { type FactsDependencies, factsJob } from '../../src/pipeline/fetch-facts.ts';
import { JobRunner } from '../../src/queue/run-job.ts';
import { readEvents } from '../../src/store/events.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { observeQuota, parkQuota, reserveSlot, takeFromQuota } from '../../src/store/rate-limits.ts';
import {
  factsOfRepos,
  factsProgress,
  factsStillWanted,
  type WantedFacts,
  wantFacts,
} from '../../src/store/repo-facts.ts';
import { openStore } from '../../src/store/store.ts';
import { createTestClient } from '../http/test-client.ts';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Wish extends Partial<WantedFacts> {
  readonly name: string;
}

/** A store, a Hub with these repos, and the job that reads them; the clock of all three stands still. */
async function setUp(names: readonly string[], options: HubServerOptions = {}) {
  let now = NOON;
  const clock = { now: () => now };
  const repos = names.map((name) => makeRepo({ name, made: '2025-12-01T00:00:00Z', files: filesOf(name) }));
  const hub = await startHubServer({ ...options, repos, clock });
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-facts-'));
  const owner = newLeaseOwner();
  const database = await openStore({ folder, use: 'work', clock, clockIsSet: true, owner });
  const limiter: RateLimiter = {
    take: (quota) => database.write((tx) => takeFromQuota(tx, quota, now)),
    reserve: (group, terms) => database.write((tx) => reserveSlot(tx, group, terms, now)),
    observe: (quota, seen) => database.write((tx) => observeQuota(tx, quota, seen, now)),
    park: (quota, until) => database.write((tx) => parkQuota(tx, quota, until)),
  };
  const http = createTestClient({ limiter, clock });
  onTestFinished(async () => {
    await http.close();
    await hub.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  const log = pino({ level: 'silent' });
  const deps: FactsDependencies = {
    database,
    http,
    clock,
    log,
    random: () => 0,
    hub: { endpoint: hub.url, token: null },
    quotaSize: options.quota?.anonymous?.resolvers ?? 3000,
    signal: new AbortController().signal,
    announce: () => undefined,
  };

  async function want(...wishes: readonly Wish[]): Promise<number> {
    return await database.write(async (tx) => {
      await enqueueJobs(tx, [factsJob(now)], now);
      const wants = wishes.map(({ name, ...rest }) => ({
        key: name,
        lab: 'acme',
        repo: name,
        sha: repos.find((repo) => repo.id === name)?.sha ?? null,
        priority: 5,
        ...rest,
      }));
      return await wantFacts(tx, wants, now);
    });
  }

  /** Runs the job if it is due; whether it was. */
  async function run(changes: Partial<FactsDependencies> = {}): Promise<boolean> {
    const runner = new JobRunner({ database, clock, log, random: () => 0, owner }, [
      fetchFactsJob({ ...deps, ...changes }),
    ]);
    const job = await runner.leaseNext(['fetch-facts']);
    if (job !== null) await runner.run(job);
    return job !== null;
  }

  const jobs = async (kind: string) =>
    await database.reader.selectFrom('jobs').selectAll().where('kind', '=', kind).execute();
  const events = async () =>
    (await readEvents(database.reader, { after: 0, limit: 1000, baseline: true })).map(({ key }) => key);
  const asked = () => [...new Set(hub.requests.map(({ url }) => url.split('/')[2]))];
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  const progress = () => factsProgress(database.reader);
  return { hub, database, repos, want, run, jobs, events, asked, advance, progress };
}

function filesOf(name: string): Readonly<Record<string, string>> {
  return {
    'config.json': '{"model_type": "qwen3", "num_hidden_layers": 12, "max_position_embeddings": 4096}',
    'README.md': `---\nlicense: mit\n---\n# ${name}`,
    'model.safetensors.index.json': '{"metadata": {"total_parameters": 8000}}',
  };
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `acme/Nova-${index}`);
}

it('keeps what it read with an event for the catalog, and ends', async () => {
  const { want, run, events, jobs, database, progress } = await setUp(['acme/Nova']);
  expect(await want({ name: 'acme/Nova', priority: 0 })).toBe(1);
  expect(await factsStillWanted(database.reader, ['acme/Nova', 'acme/Other'])).toEqual(['acme/Nova']);
  await run();
  expect((await factsOfRepos(database.reader, ['acme/Nova'])).get('acme/Nova')).toMatchObject({
    config: { layers: 12, contextLength: 4096 },
    card: { license: 'mit' },
    weights: { total: 8000 },
  });
  expect(await events()).toEqual(['acme/Nova']);
  expect((await jobs('update-catalog')).map(({ key, lane }) => [key, lane])).toEqual([['acme', 'lab:acme']]);
  expect(await jobs('fetch-facts')).toEqual([]);
  expect(await progress()).toEqual({ wanted: 0, fetched: 1, none: 0, failed: 0 });
  expect(await factsStillWanted(database.reader, ['acme/Nova'])).toEqual([]);
});

it('reads each revision once, and one of an old release a day after the last', async () => {
  const { want, run, hub, events, advance } = await setUp(['acme/Nova']);
  await want({ name: 'acme/Nova' });
  await run();
  expect(await want({ name: 'acme/Nova' })).toBe(0);
  hub.forgetRequests();
  await run();
  expect(hub.requests).toEqual([]);

  hub.update('acme/Nova', { sha: 'b'.repeat(40), files: { 'config.json': '{"num_hidden_layers": 13}' } });
  advance(HOUR);
  expect(await want({ name: 'acme/Nova', sha: 'b'.repeat(40) })).toBe(1);
  await run();
  expect(hub.requests).toEqual([]);
  advance(DAY);
  expect(await run()).toBe(true);
  expect(hub.requests.length).toBeGreaterThan(0);
  expect(await events()).toEqual(['acme/Nova', 'acme/Nova']);

  // A commit that changes nothing that is read is no event; of a new release it is read at once.
  hub.update('acme/Nova', { sha: 'c'.repeat(40) });
  await want({ name: 'acme/Nova', sha: 'c'.repeat(40), priority: 0 });
  hub.forgetRequests();
  await run();
  expect(hub.requests.length).toBeGreaterThan(0);
  expect(await events()).toHaveLength(2);
});

it('takes new releases first, then the others by their age', async () => {
  const { want, run, hub, asked } = await setUp(many(9));
  const priorities = [50, 90, 70, 10, 30, 20, 80, 40, 60];
  await want(...priorities.map((priority, index) => ({ name: `acme/Nova-${index}`, priority })), {
    name: 'acme/Nova-6',
    priority: 0,
  });
  await run();
  expect(asked().slice(0, 4).sort()).toEqual(['Nova-3', 'Nova-4', 'Nova-5', 'Nova-6']);
  expect(asked().slice(-1)).toEqual(['Nova-1']);
  expect(hub.requests).toHaveLength(27);
});

it('fills old releases with half of the quota, and reads new ones with all of it', async () => {
  const { want, run, hub, jobs, advance, progress } = await setUp(many(60), {
    quota: { anonymous: { resolvers: 120 } },
  });
  await want(...many(58).map((name) => ({ name })));
  await run();
  const first = hub.requests.length;
  expect(first).toBeGreaterThan(24);
  expect(first).toBeLessThanOrEqual(60);
  const [waiting] = await jobs('fetch-facts');
  expect(waiting?.run_at).toBeGreaterThan(NOON + 299_000);

  await want({ name: 'acme/Nova-59', priority: 0 });
  expect(await run()).toBe(true);
  expect(hub.requests[first]?.url).toMatch('/acme/Nova-59/');
  expect(hub.requests.length).toBeLessThanOrEqual(60 + 3);

  // With less than half of the quota left, new releases are read all the same.
  await want({ name: 'acme/Nova-58', priority: 0 });
  await run();
  expect(hub.requests.filter(({ url }) => url.startsWith('/acme/Nova-58/'))).toHaveLength(3);

  for (let window = 0; window < 8; window++) {
    advance(302_000);
    await run();
  }
  expect(await progress()).toEqual({ wanted: 0, fetched: 60, none: 0, failed: 0 });
  expect(await jobs('fetch-facts')).toEqual([]);
});

it('waits out a 429 without counting it against a repo, and goes on where it was', async () => {
  const { want, run, hub, jobs, advance, progress, events, database } = await setUp(many(12));
  await want(...many(12).map((name) => ({ name, priority: 0 })));
  hub.fail({
    match: (url) => url.pathname.includes('Nova-5/'),
    fault: { kind: 'rate-limited', resetsIn: 120 },
  });
  await run();
  const parked = await progress();
  expect(parked).toMatchObject({ failed: 0, none: 0 });
  expect(parked.wanted).toBeGreaterThan(0);
  const rows = await database.reader.selectFrom('repo_facts').select('attempts').execute();
  expect(rows.every(({ attempts }) => attempts === 0)).toBe(true);
  expect(await run()).toBe(false);
  const [job] = await jobs('fetch-facts');
  expect(job).toMatchObject({ attempts: 0 });
  advance((job?.run_at ?? 0) - NOON + 1000);
  await run();
  expect(await progress()).toEqual({ wanted: 0, fetched: 12, none: 0, failed: 0 });
  expect([...(await events())].sort()).toEqual(many(12).sort());
});

it('loses nothing and repeats nothing where it is stopped in the middle', async () => {
  const { want, run, hub, progress, events } = await setUp(many(10));
  await want(...many(10).map((name) => ({ name })));
  const stop = new AbortController();
  hub.fail({ match: (url) => url.pathname.includes('Nova-7/'), fault: { kind: 'hang' } });
  const running = run({ signal: stop.signal });
  await expect.poll(() => hub.requests.some(({ url }) => url.includes('Nova-7/'))).toBe(true);
  stop.abort();
  await running;
  const stopped = await progress();
  expect(stopped).toMatchObject({ failed: 0, none: 0 });
  expect(stopped.wanted).toBeGreaterThan(0);
  const done = new Set(await events());
  hub.forgetRequests();
  await run();
  expect(await progress()).toEqual({ wanted: 0, fetched: 10, none: 0, failed: 0 });
  expect([...(await events())].sort()).toEqual(many(10).sort());
  expect(hub.requests.some(({ url }) => [...done].some((name) => url.startsWith(`/${name}/`)))).toBe(false);
});

it('tries a repo again that failed, later each time, and lets the others go on', async () => {
  const { want, run, hub, advance, progress, jobs } = await setUp(many(3));
  await want(...many(3).map((name) => ({ name })));
  hub.fail({
    match: (url) => url.pathname.includes('Nova-1/'),
    times: 2,
    fault: { kind: 'status', status: 500 },
  });
  await run();
  expect(await progress()).toEqual({ wanted: 0, fetched: 2, none: 0, failed: 1 });
  expect((await jobs('fetch-facts')).map(({ run_at }) => run_at - NOON)).toEqual([60_000]);
  advance(60_000);
  await run();
  expect((await jobs('fetch-facts')).map(({ run_at }) => run_at - NOON)).toEqual([180_000]);
  advance(120_000);
  await run();
  expect(await progress()).toMatchObject({ fetched: 3, failed: 0 });
});

it('stops asking where everything fails, and charges few repos for it', async () => {
  const { want, run, hub, progress, jobs } = await setUp(many(30));
  await want(...many(30).map((name) => ({ name })));
  hub.fail({ times: 1000, fault: { kind: 'status', status: 500 } });
  await run();
  expect((await progress()).failed).toBeLessThan(12);
  expect((await jobs('fetch-facts')).map(({ run_at }) => run_at - NOON)).toEqual([60_000]);
});

it('notes that a repo is gated, and looks again once a day where it is asked to', async () => {
  const { want, run, hub, advance, progress, events } = await setUp(['acme/Nova']);
  hub.update('acme/Nova', { gated: 'auto' });
  await want({ name: 'acme/Nova' });
  await run();
  expect(await progress()).toEqual({ wanted: 0, fetched: 0, none: 1, failed: 0 });
  expect(await want({ name: 'acme/Nova' })).toBe(0);
  hub.update('acme/Nova', { gated: false });
  advance(DAY);
  expect(await want({ name: 'acme/Nova' })).toBe(1);
  await run();
  expect(await events()).toEqual(['acme/Nova']);
});
