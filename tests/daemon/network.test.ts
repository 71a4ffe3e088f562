import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { hears } from './hears.ts';
import { makePlace } from './program.ts';

it('without a network it says so once, goes on, and works when there is one', async () => {
  const place = await makePlace({ Qwen: 'qwen', 'zai-org': 'zhipu' });
  place.hub.add(model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5'));
  await place.hub.stopListening();
  const daemon = place.start(['start', '--verbose']);
  await daemon.says('watching');
  const refusals = () => daemon.logged.filter((message) => message === 'source cannot be reached').length;
  for (let round = 1; round < 3; round++) {
    place.makeDue();
    await daemon.says('no connection');
    await eventually('both were tried', () => refusals() >= 2 * round - 1);
  }
  expect(daemon.logged.filter((message) => message.includes('no connection'))).toHaveLength(1);
  const [releases, sources] = await Promise.all([
    place.run(['releases', '--json']),
    place.run(['sources', '--json']),
  ]);
  expect([releases.code, releases.stdout.trim()]).toEqual([0, '[]']);
  expect(sources.code).toBe(0);

  await place.hub.listenAgain();
  place.makeDue();
  await daemon.says('connected again');
  await hears(place, 'welcome');
  expect(place.receiver.messages[0]?.body.toString()).toContain('watching 2 organizations');
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toBe(0);
});
