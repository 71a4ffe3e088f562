import { describe, expect, it } from 'vitest';
import { launch } from '../../src/demo/launch.ts';
import { bareRepo, model } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';
import { releaseNames } from './stored.ts';

const baseline = [model('Qwen/Qwen3-8B'), model('Qwen/Qwen3-8B-Base')];
const tagged = { tags: ['qwen3', 'conversational'], pipeline_tag: 'text-generation' };

async function watching(): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: baseline });
  await rig.refresh();
  return rig;
}

describe('a new release', () => {
  it('is told once, whatever many polls and restarts follow; what joins it at its launch follows in one message', async () => {
    await using rig = await watching();
    rig.advance(2 * MINUTE);
    rig.hub.add(
      ...launch('Qwen', { made: '2025-07-01T08:00:00Z' }, ['Qwen4-8B', 'Qwen4-8B-Base', 'Qwen4-8B-FP8']),
    );
    await rig.refresh();
    const [told] = rig.heard();
    expect(told).toMatchObject({ kind: 'release.new', about: 'Qwen4' });
    expect(told?.covers).toEqual(['Qwen/Qwen4-8B', 'Qwen/Qwen4-8B-Base', 'Qwen/Qwen4-8B-FP8']);
    for (const name of ['Qwen4-32B', 'Qwen4-32B-GGUF', 'Qwen4-8B-Thinking']) {
      await rig.refreshEvery(HOUR, 1);
      rig.hub.add(model(`Qwen/${name}`));
      await rig.reopen();
      await rig.refresh();
    }
    await rig.refreshEvery(3 * HOUR, 10);
    expect(rig.heard()).toEqual([
      { kind: 'release.updated', about: 'Qwen4', covers: ['Qwen/Qwen4-32B', 'Qwen/Qwen4-8B-Thinking'] },
    ]);
    expect(await releaseNames(rig)).toEqual(['Qwen3', 'Qwen4']);
  });

  it('of more repos than one transaction of the catalog takes is told once', async () => {
    await using rig = await watching();
    const sizes = Array.from({ length: 130 }, (_, index) => `Qwen4-${index + 1}B`);
    rig.hub.add(...launch('Qwen', { made: '2025-07-01T08:00:00Z' }, sizes));
    const report = await rig.refresh();
    expect(report.sources).toMatchObject([{ events: 130 }]);
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
  });

  it('that is no language model is not told', async () => {
    await using rig = await watching();
    rig.hub.add(
      model('Qwen/Qwen4-Embedding-8B', { task: 'feature-extraction', library: 'sentence-transformers' }),
      model('Qwen/Qwen-Image-2', { task: 'text-to-image', library: 'diffusers' }),
      model('Qwen/Qwen4-TTS', { task: 'text-to-speech' }),
    );
    await rig.refresh();
    await rig.refreshEvery(6 * HOUR, 10);
    expect(rig.heard()).toEqual([]);
  });

  it('that is hidden is neither listed nor told, the others of its launch are', async () => {
    await using rig = await startRig({
      orgs: ['Qwen'],
      repos: baseline,
      configure: (usual) => ({ ...usual, hiddenRepos: ['qwen/Qwen4-Test-8B', 'Qwen/QWEN5-8B'] }),
    });
    await rig.refresh();
    rig.hub.add(model('Qwen/Qwen4-Test-8B'), model('Qwen/Qwen5-8B'), model('Qwen/Qwen5-32B'));
    await rig.refresh();
    expect(rig.heard()).toMatchObject([{ about: 'Qwen5', covers: ['Qwen/Qwen5-32B'] }]);
    expect(await releaseNames(rig)).toEqual(['Qwen3', 'Qwen5']);
    rig.hub.update('Qwen/Qwen4-Test-8B', { sha: 'b'.repeat(40) });
    rig.hub.remove('Qwen/Qwen5-8B');
    await rig.refreshEvery(6 * HOUR, 6);
    expect(rig.heard()).toEqual([]);
  });
});

describe('a repo that says nothing of its kind yet', () => {
  it('is told as soon as it does, within two days', async () => {
    await using rig = await watching();
    rig.hub.add(bareRepo('Qwen/NewThing-2'));
    await rig.refresh();
    await rig.refreshEvery(6 * HOUR, 7);
    expect(rig.heard()).toEqual([]);
    rig.hub.update('Qwen/NewThing-2', tagged);
    await rig.refreshEvery(6 * HOUR, 1);
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', covers: ['Qwen/NewThing-2'] }]);
    await rig.refreshEvery(6 * HOUR, 2);
    expect(rig.heard()).toEqual([]);
  });

  it('is not told when that comes later', async () => {
    await using rig = await watching();
    rig.hub.add(bareRepo('Qwen/NewThing-2'));
    await rig.refresh();
    await rig.refreshEvery(7 * HOUR, 7);
    rig.hub.update('Qwen/NewThing-2', tagged);
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard()).toEqual([]);
    const [row] = await rig.runtime.database.reader
      .selectFrom('releases')
      .select('kind')
      .where('name', 'like', 'NewThing%')
      .execute();
    expect(row?.kind).toBe('llm');
  });

  it('is told, though the program stood still between seeing and telling', async () => {
    await using rig = await watching();
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.poll('Qwen');
    // Stopped here for a week, its jobs unfinished.
    await rig.reopen();
    rig.advance(7 * 24 * HOUR);
    await rig.refresh();
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
  });
});

describe('a quantisation whose base is not there', () => {
  it('waits six hours for it, and is told when it does not come', async () => {
    await using rig = await watching();
    rig.hub.add(model('Qwen/Qwen4-8B-FP8', { tags: ['fp8'] }));
    await rig.refresh();
    await rig.refreshEvery(HOUR, 5);
    expect(rig.heard()).toEqual([]);
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', covers: ['Qwen/Qwen4-8B-FP8'] }]);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refreshEvery(HOUR, 3);
    expect(rig.heard()).toEqual([]);
  });

  it('is told with its base as soon as that comes, and not once more', async () => {
    await using rig = await watching();
    rig.hub.add(model('Qwen/Qwen4-8B-FP8', { tags: ['fp8'] }));
    await rig.refresh();
    await rig.refreshEvery(HOUR, 2);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard()).toMatchObject([{ covers: ['Qwen/Qwen4-8B', 'Qwen/Qwen4-8B-FP8'] }]);
    await rig.refreshEvery(HOUR, 6);
    expect(rig.heard()).toEqual([]);
  });

  it('is told also where nobody looked for days when its time had come', async () => {
    await using rig = await watching();
    rig.hub.add(model('Qwen/Qwen4-8B-FP8', { tags: ['fp8'] }));
    await rig.refresh();
    rig.advance(5 * 24 * HOUR);
    await rig.refresh();
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', covers: ['Qwen/Qwen4-8B-FP8'] }]);
  });

  it('is silent where its base has long been there', async () => {
    await using rig = await watching();
    rig.hub.add(
      model('Qwen/Qwen3-8B-AWQ', { tags: ['awq'] }),
      model('Qwen/Qwen3-8B-GGUF', { format: 'gguf' }),
    );
    await rig.refresh();
    await rig.refreshEvery(6 * HOUR, 3);
    expect(rig.heard()).toEqual([]);
  });
});
