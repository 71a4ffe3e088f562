import { expect, it } from 'vitest';
import { model } from '../pipeline/models.ts';
import { makePlace } from './program.ts';

it('refresh --due does what a daemon would, beside one too, and nothing where nothing is due', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen3-8B'));
  expect((await place.run(['refresh'])).code).toBe(0);
  const idle = await place.run(['refresh', '--due', '--json']);
  expect([idle.code, JSON.parse(idle.stdout).sources]).toEqual([0, []]);
  place.hub.add(model('Qwen/Qwen4-8B'));
  place.makeDue();
  const runs = await Promise.all([
    place.run(['refresh', '--due', '--json']),
    place.run(['refresh', '--due', '--json']),
  ]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  const seen = runs.flatMap(({ stdout }) => JSON.parse(stdout).sources);
  expect(seen).toMatchObject([{ id: 'hf-qwen', outcome: 'changed' }]);
  expect(place.heard()).toEqual(['release.new Qwen4']);
});
