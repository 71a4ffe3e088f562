import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { hears } from './hears.ts';
import { makePlace } from './program.ts';

it('watches: baseline, welcome, a new release, a refresh beside it, a kill, a stop', async () => {
  const place = await makePlace({ Qwen: 'qwen', 'zai-org': 'zhipu' });
  place.hub.add(model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5'));
  const daemon = place.start(['start']);
  await daemon.says('watching');
  place.makeDue();
  await hears(place, 'welcome');
  expect(daemon.logged.filter((message) => message === 'baselined 1')).toHaveLength(2);

  place.hub.add(model('Qwen/Qwen4-8B'));
  place.makeDue();
  await hears(place, 'welcome', 'release.new Qwen4');

  place.hub.add(model('zai-org/GLM-5'));
  const beside = await place.run(['refresh', '--json']);
  expect(beside.code).toBe(0);
  const outcomes = JSON.parse(beside.stdout).sources.map(({ outcome }: { outcome: string }) => outcome);
  expect(outcomes).toEqual(['unchanged', 'changed']);
  await hears(place, 'welcome', 'release.new Qwen4', 'release.new GLM-5');

  daemon.signal('SIGKILL');
  await daemon.ended;
  place.hub.add(model('Qwen/Qwen5-8B'));
  const next = place.start(['start']);
  await next.says('watching');
  place.makeDue();
  await hears(place, 'welcome', 'release.new Qwen4', 'release.new GLM-5', 'release.new Qwen5');

  const asked = performance.now();
  next.signal('SIGTERM');
  expect(await next.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5000);
  expect(next.logged.at(-1)).toBe('stopped');
  expect(place.receiver.arrivals).toHaveLength(4);
});

it('a stop does not wait for a Hub that does not answer, and charges nobody for the look that was given up', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.fail({ times: 10, fault: { kind: 'hang' } });
  const daemon = place.start(['start']);
  await daemon.says('watching');
  place.makeDue();
  await eventually('it looks', () => place.hub.requests.length > 0);
  const asked = performance.now();
  daemon.signal('SIGINT');
  expect(await daemon.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5000);
  expect(place.query('select failures, last_outcome, lease_until from sources')).toEqual([
    { failures: 0, last_outcome: null, lease_until: 0 },
  ]);
  expect(place.query('select * from jobs')).toEqual([]);
});
