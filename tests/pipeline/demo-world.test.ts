import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import {
  type Configuration,
  loadConfiguration,
  type PlannedRelease,
} from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { closingScenes } from '../../src/demo/closing.ts';
import { expectedAlert } from '../../src/demo/expected-alerts.ts';
import { demoWorld, type Happening, letHappen } from '../../src/demo/world.ts';
import { openPlaces, type Places, sourcesOfPlaces } from '../../src/demo/world-places.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { HOUR, MINUTE, startRig } from './rig.ts';

const world = demoWorld();
const shipped = await loadConfiguration(
  fileURLToPath(new URL('../../config', import.meta.url)),
  readEnvironment({}),
);

it('tells of each release of the demo world once, when it comes, and is silent about everything else', async () => {
  await using places = await openPlaces(world.listed, Date.parse(world.from));
  await using rig = await startDemoWorld(places);
  const first = await rig.refresh();
  expect(first.sources.map(({ outcome }) => outcome)).toEqual(Array(14).fill('baselined'));
  expect(rig.heard()).toEqual([]);

  for (const { happenings } of world.days) {
    const begins = Math.min(...happenings.map(({ at }) => Date.parse(at)));
    rig.clock.set(begins - 3 * HOUR);
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
    for (const happening of happenings) letHappen(rig.hub, happening);
    for (const [at, together] of Map.groupBy(happenings.toSorted(byTime), ({ at }) => at)) {
      // A look shortly before shows how early it can have been there.
      rig.clock.set(Math.max(rig.clock.now(), Date.parse(at) - 20 * MINUTE));
      await rig.refresh();
      for (const { published } of together) if (published !== null) places.publish(published, Date.parse(at));
      rig.clock.set(Date.parse(at) + MINUTE);
      await rig.refresh();
      const heard = rig.heard().map(({ kind, about }) => `${kind} ${about}`);
      expect(heard.sort()).toEqual(together.flatMap(expectedAlert).sort());
    }
    await rig.refreshEvery(4 * HOUR, 2);
    expect(rig.heard()).toEqual([]);
  }
  const { database, labs } = rig.runtime;
  const scenes = await closingScenes(database.reader, labs, world);
  expect(scenes.map(({ title, good }) => [title, good])).toEqual([
    ['Kimi-K2: 6 signals, 1 release', true],
    ['DeepSeek-V3, total parameters: contradicted, and decided', true],
    ['Qwen3-Max: api-only', true],
    ['DeepSeek-R2 and Kimi-K9: no release', true],
  ]);
  const onlySaid = await database.reader
    .selectFrom('signals')
    .select(['name', 'publisher', 'state'])
    .where('name', 'in', ['DeepSeek-R2', 'Kimi K9'])
    .orderBy('name')
    .execute();
  expect(onlySaid).toEqual([
    { name: 'DeepSeek-R2', publisher: 'courier.example', state: 'present' },
    { name: 'Kimi K9', publisher: 'wikipedia.org', state: 'removed' },
  ]);
  expect(scenes[0]?.lines.at(-1)).toMatch(/^First {6}the Hub, 3 h \d+ min or more/);
});

it('says of a release that was planned that its weights are there', async () => {
  await using rig = await startDemoWorld();
  await rig.refresh();
  const [planned] = await rig.runtime.database.reader
    .selectFrom('releases')
    .selectAll()
    .where('name', '=', 'ERNIE-4.5')
    .execute();
  expect(planned).toMatchObject({ status: 'announced', lifecycle: 'planned', first_public: null });
  const happening = world.days
    .flatMap((day) => day.happenings)
    .find(({ release }) => release === 'ERNIE-4.5');
  if (happening === undefined) throw new Error('the world has no ERNIE-4.5');
  rig.clock.set(Date.parse(happening.at) - 3 * HOUR);
  await rig.refresh();
  letHappen(rig.hub, happening);
  rig.clock.set(Date.parse(happening.at));
  await rig.refresh();
  const [arrival] = rig.receiver.arrivals;
  const { data } = JSON.parse(arrival?.body.toString() ?? '') as { data: AlertContent };
  expect(data.alert).toMatchObject({
    kind: 'release.new',
    title: 'Baidu released the weights of ERNIE-4.5',
    knownBefore: { as: 'planned', since: world.from },
  });
  expect(data.release).toMatchObject({ id: planned?.id, status: 'open-weights', lifecycle: 'active' });
});

function byTime(left: Happening, right: Happening): number {
  return Date.parse(left.at) - Date.parse(right.at);
}

function startDemoWorld(places?: Places) {
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

function planned({ sources }: Configuration): PlannedRelease[] {
  return world.plans.map(({ organization, release, said, url }) => ({
    lab:
      sources.find((source) => source.kind === 'huggingface-org' && source.org === organization)?.lab ?? '',
    name: release,
    saidBy: [{ article: said, url, quote: said }],
  }));
}
