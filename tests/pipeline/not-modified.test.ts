import { expect, it } from 'vitest';
import { readSource } from '../../src/store/sources.ts';
import { model, oldModels } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';
import { eventsOf } from './stored.ts';

async function validatorOf(rig: Rig, org: string): Promise<string | null | undefined> {
  return (await readSource(rig.runtime.database.reader, `huggingface-org:${org.toLowerCase()}`))?.validator;
}

it('a listing where only counters moved is unchanged, and as long as before', async () => {
  await using rig = await startRig({ orgs: ['Qwen'], repos: oldModels('Qwen', 7) });
  await rig.poll('Qwen');
  rig.hub.jitterCounters();
  rig.advance(MINUTE);
  expect(await rig.poll('Qwen')).toMatchObject({ outcome: 'unchanged', observations: 7, events: 0 });
  const source = await readSource(rig.runtime.database.reader, 'huggingface-org:qwen');
  expect(source).toMatchObject({
    last_good_count: 7,
    last_good_at: rig.clock.now(),
    last_outcome: 'unchanged',
  });
});

it('nothing is skipped while an absence waits to be confirmed, or a listing is suspect', async () => {
  await using rig = await startRig({ orgs: ['Qwen'], repos: oldModels('Qwen', 20) });
  await rig.refresh();
  expect(await validatorOf(rig, 'Qwen')).toEqual(expect.any(String));
  rig.hub.remove('Qwen/Old-0-7B');
  await rig.refreshEvery(HOUR, 24);
  expect(await validatorOf(rig, 'Qwen')).toBeNull();
  await rig.refreshEvery(HOUR, 2);
  expect((await eventsOf(rig)).map((event) => event.split(' ')[0])).toEqual(['repo.missing', 'repo.removed']);
  expect(await validatorOf(rig, 'Qwen')).toEqual(expect.any(String));
  for (let n = 1; n < 10; n++) rig.hub.remove(`Qwen/Old-${n}-7B`);
  await rig.refreshEvery(HOUR, 1);
  expect(await validatorOf(rig, 'Qwen')).toBeNull();
});

it('a repo that went to another organization and back is there, though its own shows what it showed', async () => {
  await using rig = await startRig({
    orgs: ['Qwen', 'deepseek-ai'],
    repos: [model('Qwen/Qwen3-8B'), model('Qwen/Qwen3-4B'), model('deepseek-ai/DeepSeek-V3')],
  });
  await rig.refresh();
  rig.hub.rename('Qwen/Qwen3-8B', 'deepseek-ai/Qwen3-8B');
  await rig.refresh('deepseek-ai');
  expect(await validatorOf(rig, 'Qwen')).toBeNull();
  rig.hub.rename('deepseek-ai/Qwen3-8B', 'Qwen/Qwen3-8B');
  await rig.refreshEvery(2 * HOUR, 20);
  expect((await eventsOf(rig)).filter((event) => /missing|removed/.test(event))).toEqual([]);
});
