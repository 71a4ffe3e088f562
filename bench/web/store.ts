import { newId } from '../../src/compose.ts';
import type { ChangeEvent } from '../../src/domain/events.ts';
import { rebuildCatalog } from '../../src/pipeline/rebuild-catalog.ts';
import type { Database } from '../../src/store/database.ts';
import { appendEvents } from '../../src/store/events.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';
import { LABS, makeLab } from '../catalog/world.ts';
import { makeReleases, WATCHED_SINCE, WORLD_END } from './world.ts';

const EVENTS_AT_ONCE = 500;

/** Makes a store with so many releases in a folder: their log, and the catalog from it by a rebuild. */
export async function fillWebStore(folder: string, releases: number): Promise<void> {
  const clock = { now: () => WORLD_END };
  const database = await openStore({
    folder,
    use: 'start',
    clock,
    clockIsSet: false,
    owner: newLeaseOwner(),
  });
  try {
    for (let lab = 0; lab < LABS; lab++) await logOfLab(database, lab, releases);
    const labs = new Map(
      Array.from({ length: LABS }, (_, index) => makeLab(index)).map((lab) => [lab.id, lab]),
    );
    await database.write((tx) =>
      rebuildCatalog(tx, {
        labs,
        sources: new Map(),
        articles: [],
        planned: [],
        hiddenRepos: new Set(),
        newId,
        now: WORLD_END,
      }),
    );
  } finally {
    await database.close();
  }
}

/** What a first look showed, and what came since: of each release its repos, what was read of them, and an article. */
async function logOfLab(database: Database, lab: number, releases: number): Promise<void> {
  const old: Told = { listed: [], read: [], said: [] };
  for (const { repos, said, at } of makeReleases(lab, releases)) {
    const known = at < WATCHED_SINCE;
    const told: Told = known ? old : { listed: [], read: [], said: [] };
    for (const { observation, facts } of repos) {
      const { key } = observation;
      told.listed.push({ type: known ? 'repo.baselined' : 'repo.added', key, after: observation });
      if (facts !== null) told.read.push({ type: 'repo.facts', key, after: facts });
    }
    told.said.push(said);
    if (!known) await appendTold(database, lab, told, at);
  }
  await appendTold(database, lab, old, WATCHED_SINCE);
}

interface Told {
  readonly listed: ChangeEvent[];
  readonly read: ChangeEvent[];
  readonly said: ChangeEvent[];
}

async function appendTold(database: Database, lab: number, told: Told, at: number): Promise<void> {
  await append(database, lab, HUB, at, told.listed);
  await append(database, lab, HUB, at + 60_000, told.read);
  await append(database, lab, 'feed:bench', at + 3_600_000 * (1 + (lab % 30)), told.said);
}

const HUB = 'huggingface-org:bench';

async function append(
  database: Database,
  lab: number,
  locator: string,
  observedAt: number,
  events: readonly ChangeEvent[],
): Promise<void> {
  for (let start = 0; start < events.length; start += EVENTS_AT_ONCE) {
    const some = events.slice(start, start + EVENTS_AT_ONCE).map((event) => ({ lab: `lab-${lab}`, event }));
    const context = { locator, observedAt, notBefore: observedAt - 120_000, gap: 'none' } as const;
    await database.writeUnsynced((tx) => appendEvents(tx, some, context));
  }
}
