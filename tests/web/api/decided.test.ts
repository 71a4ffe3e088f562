import { expect, it, onTestFinished } from 'vitest';
import { overridesFileSchema, withDecisions } from '../../../src/config/overrides-schema.ts';
import { model } from '../../pipeline/models.ts';
import { DAY, startRig } from '../../pipeline/rig.ts';
import { serve } from '../site.ts';

it('leads from a release that was merged to the one that is left, and shows nothing of one that is hidden', async () => {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  onTestFinished(() => rig[Symbol.asyncDispose]());
  await rig.refresh();
  for (const name of ['Qwen4-8B', 'Qwen4-Next-80B', 'Qwen5-8B']) {
    rig.advance(9 * DAY);
    rig.hub.add(model(`Qwen/${name}`));
    await rig.refresh();
  }
  const rows = await rig.runtime.database.reader.selectFrom('releases').select(['id', 'name']).execute();
  const idOf = (name: string) => rows.find((row) => row.name === name)?.id ?? '';
  const overrides = overridesFileSchema.parse({
    merge: [{ lab: 'qwen', from: ['Qwen4-Next'], into: 'Qwen4', reason: 'one launch' }],
    hide: [{ lab: 'qwen', release: 'Qwen5', reason: 'a test' }],
  });
  await rig.reopen((usual) => ({ ...usual, labs: withDecisions(usual.labs, overrides) }));

  const site = await serve(rig);
  const answer = await site.get(`/api/v1/releases/${idOf('Qwen4-Next')}`);
  expect(answer.status).toBe(308);
  expect(answer.headers.get('location')).toBe(`/api/v1/releases/${idOf('Qwen4')}`);
  const left = await site.get(answer.headers.get('location') ?? '');
  expect(JSON.parse(left.text)).toMatchObject({ name: 'Qwen4', decided: [{ reason: 'one launch' }] });
  expect((await site.get(`/api/v1/releases/${idOf('Qwen5')}`)).status).toBe(404);
  for (const path of ['/repos', '/claims', '/releases']) {
    const { text } = await site.get(`/api/v1${path}?limit=200`);
    expect(text, path).toContain(idOf('Qwen4'));
    expect(text, path).not.toContain(idOf('Qwen5'));
    expect(text, path).not.toContain(idOf('Qwen4-Next'));
  }
});
