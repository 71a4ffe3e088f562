import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { hears } from './hears.ts';
import { makePlace } from './program.ts';

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
