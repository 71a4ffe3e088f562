import { expect, it } from 'vitest';
import type { Configuration, PlannedRelease } from '../../src/config/configuration.ts';
import { demoWorld, type Happening, letHappen } from '../../src/demo/world.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { HOUR, startRig } from './rig.ts';

const world = demoWorld();

it('tells of each release of the demo world once, when it comes, and is silent about everything else', async () => {
  await using rig = await startDemoWorld();
  const first = await rig.refresh();
  expect(first.sources.map(({ outcome }) => outcome)).toEqual(Array(8).fill('baselined'));
  expect(rig.heard()).toEqual([]);

  for (const { day, happenings } of world.days) {
    rig.clock.set(Date.parse(day) - 3 * HOUR);
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
    for (const happening of happenings) letHappen(rig.hub, happening);
    rig.clock.set(Date.parse(day));
    await rig.refresh();
    const heard = rig.heard().map(({ kind, about }) => `${kind} ${about}`);
    expect(heard.sort()).toEqual(happenings.flatMap(expectedOf).sort());
    await rig.refreshEvery(2 * HOUR, 4);
    expect(rig.heard()).toEqual([]);
  }
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

function startDemoWorld() {
  return startRig({
    orgs: Object.keys(world.organizations),
    organizations: world.organizations,
    repos: world.baseline,
    from: world.from,
    configure: (usual) => ({ ...usual, planned: planned(usual) }),
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

/** What somebody who waits for language models wants to hear of it. */
function expectedOf({ meaning, release }: Happening): string[] {
  if (meaning === 'new-release') return [`release.new ${release}`];
  // The one that joins is the chat model after its base.
  return meaning === 'joins' ? [`release.extended ${release}`] : [];
}
