import { newId } from '../../src/compose.ts';
import type { ChangeEvent } from '../../src/domain/events.ts';
import { rebuildCatalog } from '../../src/pipeline/rebuild-catalog.ts';
import type { Database } from '../../src/store/database.ts';
import { appendEvents } from '../../src/store/events.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';
import { LABS, makeLab, WORLD_START } from '../catalog/world.ts';
import { makeReleases } from './world.ts';

const EVENTS_AT_ONCE = 500;
/** When all of it is there: 2027-01-01. */
const NOW = 1_798_761_600_000;

/** Makes a store with so many releases in a folder: their log, and the catalog from it by a rebuild. */
export async function fillWebStore(folder: string, releases: number): Promise<void> {
  const clock = { now: () => NOW };
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
        now: NOW,
      }),
    );
  } finally {
    await database.close();
  }
}

/** What a first look showed, what was read of it a minute later, and what an outlet said of it. */
async function logOfLab(database: Database, lab: number, releases: number): Promise<void> {
  const listed: ChangeEvent[] = [];
  const read: ChangeEvent[] = [];
  const said: ChangeEvent[] = [];
  for (const release of makeReleases(lab, releases)) {
    for (const { observation, facts } of release.repos) {
      listed.push({ type: 'repo.baselined', key: observation.key, after: observation });
      if (facts !== null) read.push({ type: 'repo.facts', key: observation.key, after: facts });
    }
    said.push(release.said);
  }
  const hub = 'huggingface-org:bench';
  await append(database, lab, hub, WORLD_START, listed);
  await append(database, lab, hub, WORLD_START + 60_000, read);
  await append(database, lab, 'feed:bench', WORLD_START + 120_000, said);
}

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
