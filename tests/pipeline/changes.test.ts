import { describe, expect, it } from 'vitest';
import { readEvents } from '../../src/store/events.ts';
import { model } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';
import { dump, eventsOf, releaseNames } from './stored.ts';

const qwen3 = model('Qwen/Qwen3-8B');

async function baselined(): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: [qwen3, model('Qwen/Qwen3-8B-Base')] });
  await rig.refresh();
  return rig;
}

async function lastEvent(rig: Rig) {
  return (await readEvents(rig.runtime.database.reader, { after: 0, limit: 100, baseline: false })).at(-1);
}

describe('what always moves', () => {
  it('downloads, likes and trending write nothing', async () => {
    await using rig = await baselined();
    const before = await dump(rig.runtime.database);
    for (let round = 0; round < 3; round++) {
      rig.advance(2 * MINUTE);
      rig.hub.jitterCounters();
      const report = await rig.refresh();
      expect(report.sources).toMatchObject([{ outcome: 'unchanged', observations: 2, events: 0 }]);
    }
    expect(await dump(rig.runtime.database)).toBe(before);
  });

  it('a commit is an event with its hash alone, and tells nobody', async () => {
    await using rig = await baselined();
    rig.advance(2 * MINUTE);
    rig.hub.update('Qwen/Qwen3-8B', { sha: 'b'.repeat(40), lastModified: '2025-07-01T09:01:00.000Z' });
    expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'changed', events: 1 }]);
    expect(await lastEvent(rig)).toMatchObject({
      type: 'repo.changed',
      key: qwen3._id,
      locator: 'huggingface-org:qwen',
      lab: 'qwen',
      observedAt: Date.parse('2025-07-01T09:02:00Z'),
      before: { sha: qwen3.sha },
      after: { sha: 'b'.repeat(40) },
    });
    expect(rig.heard()).toEqual([]);
  });
});

it('shows only the fields that changed', async () => {
  await using rig = await baselined();
  const cardData = { license: 'mit', language: ['en', 'zh'] };
  rig.hub.update('Qwen/Qwen3-8B', { cardData, pipeline_tag: 'image-text-to-text' });
  await rig.refresh();
  const event = await lastEvent(rig);
  expect(event).toMatchObject({
    before: { license: 'apache-2.0', languages: [], pipelineTag: 'text-generation' },
    after: { license: 'mit', languages: ['en', 'zh'], pipelineTag: 'image-text-to-text' },
  });
  expect(Object.keys(event !== undefined && 'after' in event ? event.after : {})).toHaveLength(3);
});

it('there and back again is two events and no alert', async () => {
  await using rig = await baselined();
  const before = await releaseNames(rig);
  for (const sha of ['b'.repeat(40), qwen3.sha]) {
    rig.advance(2 * MINUTE);
    rig.hub.update('Qwen/Qwen3-8B', { sha });
    await rig.refresh();
  }
  expect(await eventsOf(rig)).toEqual(['repo.changed Qwen/Qwen3-8B', 'repo.changed Qwen/Qwen3-8B']);
  expect(await releaseNames(rig)).toEqual(before);
  expect(rig.heard()).toEqual([]);
});

it('gating is an event of its own, in both directions, and tells nobody', async () => {
  await using rig = await baselined();
  for (const gated of ['auto', 'manual', false] as const) {
    rig.advance(2 * MINUTE);
    rig.hub.update('Qwen/Qwen3-8B', { gated });
    await rig.refresh();
  }
  expect(await lastEvent(rig)).toMatchObject({ before: { gated: 'manual' }, after: { gated: false } });
  expect(await eventsOf(rig)).toEqual(Array(3).fill('repo.gated Qwen/Qwen3-8B'));
  expect(rig.heard()).toEqual([]);
});

it('a rename is no new repo, and its old name may be taken by a new one', async () => {
  await using rig = await baselined();
  rig.hub.rename('Qwen/Qwen3-8B', 'Qwen/Qwen3-8B-Instruct');
  await rig.refresh();
  expect(await lastEvent(rig)).toMatchObject({
    type: 'repo.renamed',
    key: qwen3._id,
    before: { name: 'Qwen/Qwen3-8B' },
    after: { name: 'Qwen/Qwen3-8B-Instruct' },
  });
  await rig.refreshEvery(HOUR, 30);
  rig.hub.rename('Qwen/Qwen3-8B-Base', 'Qwen/Qwen3-8B-Pretrained');
  rig.hub.add(model('Qwen/Qwen3-8B-Base', { made: '2025-07-02T00:00:00Z' }));
  await rig.refresh();
  expect((await eventsOf(rig)).slice(1)).toEqual([
    'repo.renamed Qwen/Qwen3-8B-Pretrained',
    'repo.added Qwen/Qwen3-8B-Base',
    'repo.facts Qwen/Qwen3-8B-Base',
  ]);
  expect(rig.heard()).toEqual([]);
});

describe('a repo that is deleted and made again under its name', () => {
  it('joins its release without a word', async () => {
    await using rig = await baselined();
    rig.hub.remove('Qwen/Qwen3-8B');
    rig.hub.add(model('Qwen/qwen3-8b', { made: '2025-07-01T09:01:00Z' }));
    rig.advance(2 * MINUTE);
    await rig.refresh();
    expect(await lastEvent(rig)).toMatchObject({
      type: 'repo.recreated',
      before: { key: qwen3._id },
      after: { name: 'Qwen/qwen3-8b' },
    });
    // The one before it is neither missing nor removed by and by.
    await rig.refreshEvery(2 * HOUR, 15);
    expect(await eventsOf(rig)).toHaveLength(1);
    expect(await releaseNames(rig)).toEqual(['Qwen3']);
    expect(rig.heard()).toEqual([]);
  });

  it('also for the second time, and after it was long removed', async () => {
    await using rig = await baselined();
    for (const made of ['2025-07-01T09:01:00Z', '2025-07-01T09:02:00Z']) {
      rig.hub.remove('Qwen/Qwen3-8B');
      rig.hub.add(model('Qwen/Qwen3-8B', { made }));
      rig.advance(2 * MINUTE);
      await rig.refresh();
    }
    await rig.refreshEvery(2 * HOUR, 15);
    rig.hub.remove('Qwen/Qwen3-8B');
    await rig.refreshEvery(2 * HOUR, 15);
    rig.hub.add(model('Qwen/Qwen3-8B', { made: '2025-07-03T09:00:00Z' }));
    await rig.refresh();
    const types = (await eventsOf(rig)).map((event) => event.split(' ')[0]);
    expect(types).toEqual([
      'repo.recreated',
      'repo.recreated',
      'repo.missing',
      'repo.removed',
      'repo.recreated',
    ]);
    expect(rig.heard()).toEqual([]);
  });

  it('is told of where nothing could be told before it was made again', async () => {
    await using rig = await baselined();
    rig.hub.add({ ...model('Qwen/Qwen4-8B', { task: null, library: null, architecture: '' }), tags: [] });
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
    rig.advance(HOUR);
    rig.hub.remove('Qwen/Qwen4-8B');
    rig.hub.add(model('Qwen/Qwen4-8B', { made: '2025-07-01T09:30:00Z' }));
    await rig.refresh();
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
    rig.hub.remove('Qwen/Qwen4-8B');
    rig.hub.add(model('Qwen/Qwen4-8B', { made: '2025-07-01T09:40:00Z' }));
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
  });
});
