import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { makePlace, type Place } from './program.ts';

async function hears(place: Place, ...messages: readonly string[]): Promise<void> {
  const all = () => JSON.stringify(place.heard()) === JSON.stringify(messages);
  await eventually(`is heard: ${messages.join(', ')}`, all).catch(() =>
    expect(place.heard()).toEqual(messages),
  );
}

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

it('a stop lets a message that is on its way arrive', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen3-8B'));
  await place.run(['refresh']);
  place.hub.add(model('Qwen/Qwen4-8B'));
  // A Hub that does not answer is no reason to wait.
  place.hub.fail({ match: ({ pathname }) => pathname === '/never', fault: { kind: 'hang' } });
  const daemon = place.start(['start']);
  await daemon.says('watching');
  place.makeDue();
  await eventually('it is told', () => place.heard().includes('release.new Qwen4'));
  place.hub.fail({ times: 10, fault: { kind: 'hang' } });
  const before = place.hub.requests.length;
  place.makeDue();
  await eventually('it looks', () => place.hub.requests.length > before);
  const asked = performance.now();
  daemon.signal('SIGINT');
  expect(await daemon.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5000);
  // Nobody was charged for the look that was given up.
  const sources = JSON.parse((await place.run(['sources', '--json'])).stdout);
  expect(JSON.stringify(sources)).not.toContain('"failed"');
});

it('two daemons on one data folder do everything once', async () => {
  const place = await makePlace({ Qwen: 'qwen', 'zai-org': 'zhipu', moonshotai: 'moonshot' });
  place.hub.add(model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5'), model('moonshotai/Kimi-K2'));
  const daemons = [place.start(['start']), place.start(['start'])];
  await Promise.all(daemons.map((daemon) => daemon.says('watching')));
  place.makeDue();
  await hears(place, 'welcome');
  place.hub.add(model('Qwen/Qwen4-8B'), model('zai-org/GLM-5'), model('moonshotai/Kimi-K3'));
  place.makeDue();
  await eventually('all three are told', () => place.heard().length >= 4);
  place.makeDue();
  for (const daemon of daemons) daemon.signal('SIGTERM');
  expect(await Promise.all(daemons.map(({ ended }) => ended))).toEqual([0, 0]);
  expect(place.heard().slice(1).sort()).toEqual([
    'release.new GLM-5',
    'release.new Kimi-K3',
    'release.new Qwen4',
  ]);
  expect(place.receiver.arrivals).toHaveLength(4);
  const baselined = daemons
    .flatMap(({ logged }) => logged)
    .filter((message) => message.startsWith('baselined'));
  expect(baselined).toHaveLength(3);
});

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
  daemon.signal('SIGTERM');
  expect(await daemon.ended).toBe(0);
});
