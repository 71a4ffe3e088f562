import { fileURLToPath } from 'node:url';
import {
  type Configuration,
  loadConfiguration,
  type PlannedRelease,
} from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { demoWorld, type Happening, letHappen, type WorldDay } from '../../src/demo/world.ts';
import { type Places, sourcesOfPlaces } from '../../src/demo/world-places.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';

export const world = demoWorld();

const shipped = await loadConfiguration(
  fileURLToPath(new URL('../../config', import.meta.url)),
  readEnvironment({}),
);

/** The world of the demo before its first look; with `places`, what is published elsewhere is watched, too. */
export function startDemoWorld(places?: Places): Promise<Rig> {
  return startRig({
    orgs: Object.keys(world.organizations),
    organizations: world.organizations,
    repos: world.baseline,
    from: world.from,
    configure: (usual) => ({
      ...usual,
      sources: [...usual.sources, ...(places === undefined ? [] : sourcesOfPlaces(places))],
      planned: planned(usual),
      baseline: shipped.baseline.map((article) => ({
        ...article,
        claims: article.claims.filter(
          ({ release, attribute }) => release === 'DeepSeek-V3' && attribute === 'total_parameters',
        ),
      })),
    }),
  });
}

/** One day of the world, look after look. `looked` is called with what happened since it was called before. */
export async function liveDay(
  rig: Rig,
  places: Places,
  { happenings }: WorldDay,
  looked: (happened: readonly Happening[]) => void = () => {},
): Promise<void> {
  const begins = Math.min(...happenings.map(({ at }) => Date.parse(at)));
  rig.clock.set(begins - 3 * HOUR);
  await rig.refresh();
  looked([]);
  for (const happening of happenings) letHappen(rig.hub, happening);
  for (const [at, together] of Map.groupBy(happenings.toSorted(byTime), (happening) => happening.at)) {
    // A look shortly before shows how early it can have been there.
    rig.clock.set(Math.max(rig.clock.now(), Date.parse(at) - 20 * MINUTE));
    await rig.refresh();
    for (const { published } of together) if (published !== null) places.publish(published, Date.parse(at));
    rig.clock.set(Date.parse(at) + MINUTE);
    await rig.refresh();
    looked(together);
  }
  await rig.refreshEvery(4 * HOUR, 2);
  looked([]);
}

function byTime(left: Happening, right: Happening): number {
  return Date.parse(left.at) - Date.parse(right.at);
}

function planned({ sources }: Configuration): PlannedRelease[] {
  return world.plans.map(({ organization, release, said, url }) => ({
    lab:
      sources.find((source) => source.kind === 'huggingface-org' && source.org === organization)?.lab ?? '',
    name: release,
    saidBy: [{ article: said, url, quote: said }],
  }));
}
