/** Whether a poll costs more where the store is large. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore, STORE_FILE } from '../../src/store/store.ts';
import type { Hub } from './hub.ts';
import { best, type Cost, measure } from './measure.ts';
import { figure, ratioVerdict, type Verdict } from './verdict.ts';
import { openWatcher, type Watcher } from './watcher.ts';
import { writeConfiguration } from './world.ts';

const REPOS = 500;
/** Polls in one sample: a single one is too short to be measured well. */
const POLLS = 10;
const MOST_TIMES_SMALL = 1.5;

interface Samples {
  readonly unchanged: Cost[];
  readonly added: Cost[];
}

export async function measureGrowth(
  hub: Hub,
  smallRecords: number,
  largeRecords: number,
  runs: number,
): Promise<Verdict[]> {
  await hub.tell({ do: 'organization', name: 'Grown', repos: REPOS });
  const small = await openFilled(hub, smallRecords);
  const large = await openFilled(hub, largeRecords);
  const samples = {
    small: { unchanged: [], added: [] } as Samples,
    large: { unchanged: [], added: [] } as Samples,
  };
  let repos = REPOS;
  for (let run = -1; run < runs; run++) {
    const costs = { small: [] as Cost[], large: [] as Cost[] };
    for (let poll = 0; poll < POLLS; poll++) {
      await hub.tell({ do: 'add', name: 'Grown', index: repos++ });
      costs.small.push(await measure(() => small.round()));
      costs.large.push(await measure(() => large.round()));
    }
    const unchanged = { small: await pollOften(hub, small), large: await pollOften(hub, large) };
    if (run < 0) continue;
    samples.small.added.push(sum(costs.small));
    samples.large.added.push(sum(costs.large));
    samples.small.unchanged.push(unchanged.small);
    samples.large.unchanged.push(unchanged.large);
  }
  const megabytes = statSync(join(large.folder, 'data', STORE_FILE)).size / 2 ** 20;
  await small.close();
  await large.close();
  const records = `${largeRecords.toLocaleString('en')} records`;
  return [
    figure(`a store of ${records}`, `${megabytes.toFixed(0)} MB`),
    ...compare(`poll of ${REPOS} unchanged repos`, samples.small.unchanged, samples.large.unchanged, records),
    ...compare(`poll of ${REPOS} repos, one of them new`, samples.small.added, samples.large.added, records),
  ];
}

function compare(what: string, small: readonly Cost[], large: readonly Cost[], records: string): Verdict[] {
  const [a, b] = [best(small), best(large)];
  return [
    figure(`${what}, CPU`, `${(a.cpu / POLLS).toFixed(1)} ms`),
    ratioVerdict(`  with ${records}: CPU`, b.cpu / a.cpu, MOST_TIMES_SMALL),
    ratioVerdict(`  with ${records}: time`, b.wall / a.wall, MOST_TIMES_SMALL),
  ];
}

async function pollOften(hub: Hub, watcher: Watcher): Promise<Cost> {
  await hub.tell({ do: 'jitter' });
  return await measure(async () => {
    for (let poll = 0; poll < POLLS; poll++) await watcher.round();
  });
}

function sum(costs: readonly Cost[]): Cost {
  return {
    cpu: costs.reduce((total, cost) => total + cost.cpu, 0),
    wall: costs.reduce((total, cost) => total + cost.wall, 0),
    hold: Math.max(...costs.map((cost) => cost.hold)),
  };
}

/** Baselined, then filled with copies of what the baseline stored, under other keys, names and sources. */
async function openFilled(hub: Hub, records: number): Promise<Watcher> {
  const watcher = await openWatcher(hub.url, (folder) => writeConfiguration(folder, ['Grown']));
  await watcher.round();
  const clock = { now: Date.now };
  const folder = join(watcher.folder, 'data');
  const store = await openStore({ folder, use: 'work', clock, clockIsSet: false, owner: 'bench' });
  const copies = Math.ceil(records / REPOS) - 1;
  for (let copy = 1; copy <= copies; copy++) {
    await store.writeUnsynced(async (tx) => {
      // Scattered keys, as the Hub's are: the indexes are then as deep and as cold as in real life.
      await sql`insert into records select namespace, substr(key, 1, 4) || hex(randomblob(10)), ${`filler:${copy}`}, name || ${`-${copy}`},
        name_folded || ${`-${copy}`}, hash, content, state, baseline, first_seen, last_seen, missing_since, missing_polls, removed_at, dated_at
        from records where locator = 'huggingface-org:grown'`.execute(tx);
      await sql`insert into events (type, locator, lab, key, observed_at, gap) select 'repo.baselined', locator, ${`filler-${copy}`}, key, first_seen, 'none'
        from records where locator = ${`filler:${copy}`}`.execute(tx);
    });
  }
  await store.close();
  return watcher;
}
