/**
 * Whether more workers do more where upstreams are slow: feeds that answer after 200 ms, polled by the program as it is
 * started, a scheduler and 1, 2 and 4 workers, on PostgreSQL and BullMQ. One feed in ten has something new each time.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import { writeFeedConfiguration } from '../poll/feed-world.ts';
import { atLeastVerdict, figure, type Verdict } from '../poll/verdict.ts';
import { Fleet } from './fleet.ts';
import { processorTimes, shareOfEach, usedSince } from './processor-time.ts';
import type { Servers } from './servers.ts';
import { type SlowUpstream, startSlowUpstream } from './slow-upstream.ts';
import { until } from './until.ts';

export interface WorkersSize {
  readonly feeds: number;
  readonly runs: number;
  /** By how much a machine with other work may miss the targets; 1: by nothing. */
  readonly tolerance: number;
}

interface Round {
  readonly perSecond: number;
  /** Processor time of one poll, in milliseconds. */
  readonly ms: number;
  readonly parts: string;
}

const CHANGE_EACH = 10;
/** How many times one worker's polls the others are to do. */
const LEAST = new Map([
  [2, 1.9],
  [4, 3.6],
]);

export async function measureWorkers(servers: Servers, size: WorkersSize): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-'));
  const upstream = await startSlowUpstream(size.feeds);
  try {
    return await measureWith(servers, size, upstream, folder);
  } finally {
    await upstream.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureWith(
  servers: Servers,
  size: WorkersSize,
  upstream: SlowUpstream,
  folder: string,
): Promise<Verdict[]> {
  const url = servers.newStoreUrl();
  writeFeeds(join(folder, 'config'), upstream.urls);
  const variables = { DATABASE_URL: url, REDIS_URL: servers.redisUrl };
  await using fleet = new Fleet({ configuration: join(folder, 'config'), dataFolder: folder, variables });
  const clock = { now: Date.now };
  const address = { kind: 'postgres', url } as const;
  const database = await openStore({
    folder,
    address,
    use: 'start',
    clock,
    clockIsSet: false,
    owner: 'bench/1/1',
  });
  try {
    fleet.start('scheduler');
    const found = new Map<number, Round>();
    for (const workers of [1, 2, 4]) {
      while (fleet.members.length < workers + 1) fleet.start('worker');
      // The first time everything is new, and so are the workers.
      await pollAll(database, upstream, fleet, size.feeds);
      for (let run = 0; run < size.runs; run++) {
        const round = await pollAll(database, upstream, fleet, size.feeds);
        if (round.perSecond > (found.get(workers)?.perSecond ?? 0)) found.set(workers, round);
      }
    }
    return [...verdictsOf(found, size.tolerance), ...peaks(fleet)];
  } finally {
    await database.close();
  }
}

/** Everything is due at once; the scheduler finds that by its own tick. Time runs from the first request on. */
async function pollAll(
  database: Database,
  upstream: SlowUpstream,
  fleet: Fleet,
  feeds: number,
): Promise<Round> {
  await until('all sources are known', async () => (await countPolledSince(database, null)) === feeds, 200);
  await upstream.change({ changeEach: CHANGE_EACH });
  const since = Date.now();
  const before = processorTimes(fleet.labels);
  await database.write((tx) =>
    tx
      .updateTable('sources')
      .set({ next_due_at: since - 1 })
      .execute(),
  );
  await until('every source is polled', async () => (await countPolledSince(database, since)) === feeds, 20);
  const ended = Date.now();
  const { first, requests } = await upstream.answered();
  if (first === null || requests !== feeds) throw new Error(`${requests} requests for ${feeds} polls`);
  const { all, parts } = shareOfEach(usedSince(before, fleet.labels), feeds);
  return { perSecond: feeds / ((ended - first) / 1000), ms: all, parts };
}

/** `since` null: all that are known. */
async function countPolledSince({ reader }: Database, since: number | null): Promise<number> {
  let query = reader.selectFrom('sources').select((eb) => eb.fn.countAll<number>().as('count'));
  if (since !== null) query = query.where('last_good_at', '>=', since);
  return Number((await query.executeTakeFirstOrThrow()).count);
}

function verdictsOf(found: ReadonlyMap<number, Round>, tolerance: number): Verdict[] {
  const one = found.get(1);
  if (one === undefined) throw new Error('nothing was measured');
  return [...found].flatMap(([workers, round]) => {
    const least = LEAST.get(workers);
    const name = workers === 1 ? '1 worker' : `${workers} workers`;
    const room = (availableParallelism() * 1000) / round.ms;
    return [
      figure(`${name}`, `${round.perSecond.toFixed(1)}/s`),
      ...(least === undefined
        ? []
        : [
            atLeastVerdict(
              '  as a multiple of one',
              round.perSecond / one.perSecond,
              least * tolerance,
              ' ×',
            ),
          ]),
      figure(`  processor time of a poll: ${round.parts}`, `${round.ms.toFixed(1)} ms`),
      figure('  what these cores have room for', `${room.toFixed(0)}/s`),
    ];
  });
}

function peaks(fleet: Fleet): Verdict[] {
  return ['scheduler', 'worker'].map((role) => {
    const peak = fleet.peakOf(role);
    return figure(`peak resident, ${role}`, peak === null ? '–' : `${peak.toFixed(0)} MB`);
  });
}

/** As for bench:poll, but that nothing is due by itself while it is measured. */
function writeFeeds(folder: string, urls: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFeedConfiguration(folder, urls);
  const sources = urls.map(
    (url, index) => `  - { id: outlet-${index}, kind: feed, url: "${url}", every: "0 0 1 1 *" }`,
  );
  writeFileSync(join(folder, 'sources.yaml'), `sources:\n${sources.join('\n')}\n`);
}
