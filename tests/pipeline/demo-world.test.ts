import { expect, it } from 'vitest';
import { closingScenes } from '../../src/demo/closing.ts';
import { expectedAlert } from '../../src/demo/expected-alerts.ts';
import { letHappen } from '../../src/demo/world.ts';
import { openPlaces } from '../../src/demo/world-places.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { liveDay, startDemoWorld, world } from './demo-rig.ts';
import { HOUR } from './rig.ts';

it('tells of each release of the demo world once, when it comes, and is silent about everything else', async () => {
  await using places = await openPlaces(world.listed, Date.parse(world.from));
  await using rig = await startDemoWorld(places);
  const first = await rig.refresh();
  expect(first.sources.map(({ outcome }) => outcome)).toEqual(Array(14).fill('baselined'));
  expect(rig.heard()).toEqual([]);

  for (const day of world.days) {
    await liveDay(rig, places, day, (happened) => {
      const heard = rig.heard().map(({ kind, about }) => `${kind} ${about}`);
      expect(heard.sort()).toEqual(happened.flatMap(expectedAlert).sort());
    });
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
