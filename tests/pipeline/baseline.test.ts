import { expect, it } from 'vitest';
import { model, oldModels } from './models.ts';
import { HOUR, MINUTE, startRig } from './rig.ts';
import { eventsOf, releaseNames, sourceState } from './stored.ts';

it('stores what is there at the first look, and tells nobody', async () => {
  await using rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B'), model('Qwen/Qwen3-8B-Base')],
  });
  const report = await rig.refresh();
  expect(report.sources).toMatchObject([
    { id: 'hf-qwen', kind: 'huggingface-org', outcome: 'baselined', observations: 2, events: 0, requests: 1 },
  ]);
  expect(report.alerts).toEqual([]);
  expect(rig.heard()).toEqual([]);
  expect(await eventsOf(rig)).toEqual([]);
  expect(await releaseNames(rig)).toEqual(['Qwen3']);
  const again = await rig.refresh();
  expect(again.sources).toMatchObject([{ outcome: 'unchanged', observations: 2, events: 0 }]);
});

it('tells of what comes after it, and so after a restart', async () => {
  await using rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  await rig.refresh();
  await rig.reopen();
  rig.advance(2 * MINUTE);
  rig.hub.add(model('Qwen/Qwen4-8B'));
  const report = await rig.refresh();
  expect(report.sources).toMatchObject([{ outcome: 'changed', observations: 2, events: 1 }]);
  expect(report.deliveries).toEqual({ sent: 1, failed: 0, pending: 0 });
  expect(rig.heard()).toEqual([{ kind: 'release.new', about: 'Qwen4', covers: ['Qwen/Qwen4-8B'] }]);
});

it('lists all pages of an organization with more than 500 repos', async () => {
  await using rig = await startRig({ orgs: ['Qwen'], repos: oldModels('Qwen', 1203) });
  const report = await rig.refresh();
  expect(report.sources).toMatchObject([{ outcome: 'baselined', observations: 1203, requests: 3 }]);
  rig.advance(2 * MINUTE);
  rig.hub.update('Qwen/Old-3-7B', { sha: 'f'.repeat(40) });
  expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'changed', events: 1 }]);
  expect(await eventsOf(rig)).toEqual(['repo.changed Qwen/Old-3-7B']);
});

it('is made of that organization alone which is added later', async () => {
  await using rig = await startRig({
    orgs: ['Qwen', 'zai-org'],
    repos: [model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5')],
    configure: (usual) => ({ ...usual, sources: usual.sources.slice(0, 1) }),
  });
  await rig.refresh();
  await rig.reopen((usual) => usual);
  rig.advance(2 * MINUTE);
  rig.hub.add(model('Qwen/Qwen4-8B'));
  const report = await rig.refresh();
  expect(report.sources.map(({ outcome }) => outcome)).toEqual(['changed', 'baselined']);
  expect(rig.heard().map(({ about }) => about)).toEqual(['Qwen4']);
});

it('is not made again when the configured id of a source changes', async () => {
  await using rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  await rig.refresh();
  await rig.reopen((usual) => ({
    ...usual,
    sources: usual.sources.map((source) => ({ ...source, id: 'renamed', org: 'qWEN' })),
  }));
  rig.hub.add(model('Qwen/Qwen4-8B'));
  expect((await rig.refresh()).sources).toMatchObject([{ id: 'renamed', outcome: 'changed', events: 1 }]);
  expect(rig.heard()).toHaveLength(1);
});

it('knows repos by their id when their organization is renamed, and tells nothing of it', async () => {
  await using rig = await startRig({
    orgs: ['THUDM'],
    repos: [model('THUDM/GLM-4-9B'), model('THUDM/GLM-4-32B')],
  });
  await rig.refresh();
  rig.hub.rename('THUDM/GLM-4-9B', 'zai-org/GLM-4-9B');
  rig.hub.rename('THUDM/GLM-4-32B', 'zai-org/GLM-4-32B');
  // Made while it was being renamed: nobody can say that it was not there before.
  rig.hub.add(model('zai-org/GLM-4.1'));
  await rig.reopen((usual) => ({
    ...usual,
    sources: usual.sources.map((source) => ({ ...source, id: 'hf-zai-org', org: 'zai-org' })),
  }));
  rig.advance(HOUR);
  expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'baselined', observations: 3, events: 2 }]);
  expect((await eventsOf(rig)).sort()).toEqual([
    'repo.renamed zai-org/GLM-4-32B',
    'repo.renamed zai-org/GLM-4-9B',
  ]);
  rig.advance(HOUR);
  rig.hub.add(model('zai-org/GLM-5'));
  await rig.refresh();
  expect(rig.heard().map(({ about }) => about)).toEqual(['GLM-5']);
});

it('knows a repo that moves to another watched organization', async () => {
  await using rig = await startRig({
    orgs: ['tencent', 'Qwen'],
    repos: ['tencent/Hunyuan-7B', 'tencent/Hunyuan-1.8B', 'tencent/Hunyuan-0.5B', 'Qwen/Qwen3-8B'].map(
      (name) => model(name),
    ),
  });
  await rig.refresh();
  rig.hub.rename('tencent/Hunyuan-7B', 'Qwen/Hunyuan-7B');
  await rig.refreshEvery(HOUR, 30);
  expect(await eventsOf(rig)).toEqual(['repo.renamed Qwen/Hunyuan-7B']);

  rig.hub.rename('tencent/Hunyuan-1.8B', 'Qwen/Hunyuan-1.8B');
  // Long gone from the one before the other is looked at.
  for (let hours = 0; hours < 30; hours += 2) {
    rig.advance(2 * HOUR);
    await rig.refresh('tencent');
  }
  await rig.refresh('Qwen');
  expect((await eventsOf(rig)).slice(1)).toEqual([
    'repo.missing Qwen/Hunyuan-1.8B',
    'repo.removed Qwen/Hunyuan-1.8B',
    'repo.returned Qwen/Hunyuan-1.8B',
    'repo.renamed Qwen/Hunyuan-1.8B',
  ]);
  expect(rig.heard()).toEqual([]);
});

it('is not made of an empty listing, unless the overview says that there is nothing', async () => {
  await using rig = await startRig({
    orgs: ['Qwen', 'baidu', 'nobody'],
    organizations: { baidu: {} },
    repos: [model('Qwen/Qwen3-8B')],
  });
  rig.hub.fail({ author: 'Qwen', fault: { kind: 'empty-list' } });
  const report = await rig.refresh();
  expect(report.sources.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'hf-qwen suspect',
    'hf-baidu baselined',
    'hf-nobody suspect',
  ]);
  expect(report.sources[0]?.error?.code).toBe('listing-empty');
  expect((await sourceState(rig, 'Qwen')).baselined_at).toBeNull();
  rig.advance(2 * MINUTE);
  rig.hub.add(model('baidu/ERNIE-4.5-21B-A3B-PT'));
  const next = await rig.refresh();
  expect(next.sources.map(({ outcome }) => outcome)).toEqual(['baselined', 'changed', 'suspect']);
  expect(rig.heard().map(({ about }) => about)).toEqual(['ERNIE-4.5']);
});

it('is not made of an empty listing where the overview cannot be had', async () => {
  await using rig = await startRig({ orgs: ['baidu'], organizations: { baidu: {} } });
  rig.hub.fail({
    match: ({ pathname }) => pathname.includes('/overview'),
    fault: { kind: 'status', status: 500 },
  });
  expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'suspect' }]);
  expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'baselined', observations: 0 }]);
});
