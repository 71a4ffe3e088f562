import { expect, it } from 'vitest';
import { demoWorld, letHappen } from '../../src/demo/world.ts';
import { startRig } from './rig.ts';

const world = demoWorld();

it('tells of each release of the demo world once, when it comes, and is silent about everything else', async () => {
  await using rig = await startRig({
    orgs: Object.keys(world.organizations),
    organizations: world.organizations,
    repos: world.baseline,
    from: world.from,
    configure: (usual) => ({ ...usual, planned: plans() }),
  });
  const first = await rig.refresh();
  expect(first.sources.map(({ outcome }) => outcome)).toEqual(Array(8).fill('baselined'));
  expect(rig.heard()).toEqual([]);

  for (const day of world.days) {
    for (const happening of day.happenings) {
      letHappen(rig.hub, happening);
      rig.clock.set(Date.parse(happening.at));
    }
    await rig.refresh();
    await rig.refresh();
    const expected = day.happenings
      .filter(({ meaning }) => meaning === 'new-release')
      .map(({ release }) => `release.new ${release}`);
    const heard = rig.heard();
    console.log(
      day.title,
      heard.map((h) => h.kind + ' ' + h.about),
    );
  }
});

function plans() {
  return world.plans.map(({ organization, release }) => ({
    lab: organization.toLowerCase(),
    name: release,
    saidBy: [],
  }));
}
