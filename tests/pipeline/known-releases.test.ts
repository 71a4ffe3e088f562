import { describe, expect, it } from 'vitest';
import { bareRepo, model } from './models.ts';
import { HOUR, type Rig, startRig } from './rig.ts';
import { releaseNames } from './stored.ts';

async function watching(): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  await rig.refresh();
  return rig;
}

/** Adds a repo an hour from now, looks, and says what was heard. */
async function add(rig: Rig, name: string) {
  rig.hub.add(model(name));
  await rig.refreshEvery(HOUR, 1);
  return rig.heard().map(({ kind, covers }) => `${kind} ${covers.join(' ')}`);
}

describe('a release that is extended', () => {
  it('by a new size after six hours: told once', async () => {
    await using rig = await watching();
    expect(await add(rig, 'Qwen/Qwen4-8B')).toEqual(['release.new Qwen/Qwen4-8B']);
    await rig.refreshEvery(2 * HOUR, 2);
    expect(await add(rig, 'Qwen/Qwen4-14B')).toEqual([]);
    // A webhook cannot be edited: what came in the settling time follows, in one message.
    await rig.refreshEvery(HOUR, 2);
    expect(rig.heard()).toMatchObject([{ kind: 'release.updated', covers: ['Qwen/Qwen4-14B'] }]);
    expect(await add(rig, 'Qwen/Qwen4-32B')).toEqual(['release.extended Qwen/Qwen4-32B']);
    expect(await add(rig, 'Qwen/Qwen4-72B')).toEqual([]);
    await rig.refreshEvery(12 * HOUR, 4);
    expect(rig.heard()).toEqual([]);
    expect(await releaseNames(rig)).toEqual(['Qwen3', 'Qwen4']);
  });

  it('by a new size of what was there at the baseline', async () => {
    await using rig = await watching();
    expect(await add(rig, 'Qwen/Qwen3-235B-A22B')).toEqual(['release.extended Qwen/Qwen3-235B-A22B']);
  });

  it('by the first chat model after its base', async () => {
    await using rig = await watching();
    expect(await add(rig, 'Qwen/Qwen4-8B-Base')).toEqual(['release.new Qwen/Qwen4-8B-Base']);
    await rig.refreshEvery(6 * HOUR, 1);
    expect(await add(rig, 'Qwen/Qwen4-8B-Instruct')).toEqual(['release.extended Qwen/Qwen4-8B-Instruct']);
    expect(await add(rig, 'Qwen/Qwen4-8B-Chat')).toEqual([]);
  });

  it('not by a quantisation, nor by one more of what was there', async () => {
    await using rig = await watching();
    for (const name of ['Qwen3-8B-FP8', 'Qwen3-8B-GGUF', 'Qwen3-8B-Base', 'Qwen3-8B-Instruct']) {
      expect(await add(rig, `Qwen/${name}`)).toEqual([]);
    }
  });
});

describe('a release that is removed', () => {
  it('is told once all of it is gone, and once only', async () => {
    await using rig = await watching();
    await add(rig, 'Qwen/Qwen4-8B');
    await add(rig, 'Qwen/Qwen4-14B');
    rig.hub.remove('Qwen/Qwen4-8B');
    await rig.refreshEvery(3 * HOUR, 12);
    expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.updated']);
    rig.hub.remove('Qwen/Qwen4-14B');
    await rig.refreshEvery(3 * HOUR, 12);
    expect(rig.heard()).toEqual([
      { kind: 'release.removed', about: 'Qwen4', covers: ['Qwen/Qwen4-14B', 'Qwen/Qwen4-8B'] },
    ]);
    const row = await rig.runtime.database.reader
      .selectFrom('releases')
      .select(['status'])
      .where('name', '=', 'Qwen4')
      .executeTakeFirst();
    expect(row?.status).toBe('removed');
    rig.hub.add(model('Qwen/Qwen4-14B'));
    await rig.refreshEvery(3 * HOUR, 2);
    rig.hub.remove('Qwen/Qwen4-14B');
    await rig.refreshEvery(3 * HOUR, 12);
    expect(rig.heard()).toEqual([]);
  });
});

describe('two releases that turn out to be one', () => {
  it('are told once: what was not sent yet of the younger is cancelled', async () => {
    await using rig = await startRig({
      orgs: ['internlm', 'OpenGVLab'],
      repos: [
        model('internlm/InternLM3-8B'),
        // Made three days after the one and five before the other: all one launch, as the second organization shows.
        model('OpenGVLab/InternLM9-32B-Thinking', { made: '2025-07-04T09:00:00Z' }),
      ],
      configure: (usual) => ({ ...usual, sources: usual.sources.slice(0, 1) }),
    });
    await rig.refresh();
    expect(await add(rig, 'internlm/InternLM9-8B')).toHaveLength(1);
    for (let day = 1; day < 8; day++) await rig.refreshEvery(24 * HOUR, 1);
    rig.hub.add(model('internlm/InternLM9-8B-Thinking'));
    rig.advance(22 * HOUR);
    await rig.poll('internlm');
    await updateCatalog(rig);
    expect(await releaseNames(rig)).toEqual(['InternLM3', 'InternLM9', 'InternLM9-Thinking']);
    await rig.reopen((usual) => usual);
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
    expect(await releaseNames(rig)).toEqual(['InternLM3', 'InternLM9']);
    const { reader } = rig.runtime.database;
    const deliveries = await reader.selectFrom('deliveries').selectAll().orderBy('seq').execute();
    expect(deliveries).toMatchObject([{ state: 'sent' }, { state: 'cancelled', error_code: 'cancelled' }]);
    const [older, younger] = await reader
      .selectFrom('releases')
      .selectAll()
      .where('stem', '=', 'internlm9')
      .orderBy('seq')
      .execute();
    expect(younger?.merged_into).toBe(older?.id);
  });
});

/** As far as the alerts, and no further: nothing is sent. */
async function updateCatalog({ runtime }: Rig): Promise<void> {
  for (;;) {
    const job = await runtime.runner.leaseNext(['update-catalog']);
    if (job === null) return;
    await runtime.runner.run(job);
  }
}

describe('who is told', () => {
  it('a channel and a rule that are new are sent nothing of the past', async () => {
    await using rig = await watching();
    await add(rig, 'Qwen/Qwen4-8B');
    await rig.reopen((usual) => ({
      ...usual,
      channels: [
        ...usual.channels,
        { id: 'late', kind: 'webhook', url: `${rig.receiver.url}late`, allow_private_network: true },
      ],
      rules: [...usual.rules, { id: 'late', on: ['release.*'], to: ['late'] }],
    }));
    rig.hub.update('Qwen/Qwen4-8B', { sha: 'b'.repeat(40) });
    expect(await add(rig, 'Qwen/Qwen4-8B-FP8')).toEqual([]);
    rig.hub.add(model('Qwen/Qwen5-8B'));
    await rig.refresh();
    const paths = rig.receiver.arrivals.slice(1).map(({ path }) => path);
    expect(paths.sort()).toEqual(['/', '/late']);
  });

  it('a release that no rule wanted is not new when a rule comes that would have', async () => {
    await using rig = await startRig({
      orgs: ['Qwen'],
      repos: [model('Qwen/Qwen3-8B')],
      configure: (usual) => ({ ...usual, rules: [] }),
    });
    await rig.refresh();
    expect(await add(rig, 'Qwen/Qwen4-8B')).toEqual([]);
    await rig.refreshEvery(24 * HOUR, 10);
    await rig.reopen((usual) => usual);
    expect(await add(rig, 'Qwen/Qwen4-8B-NVFP4')).toEqual([]);
    expect(await add(rig, 'Qwen/Qwen4-8B-Base')).toEqual([]);
    expect(await add(rig, 'Qwen/Qwen4-32B')).toEqual(['release.extended Qwen/Qwen4-32B']);
  });

  it('what was seen before a rule was there is not told by it, though its kind is known only afterwards', async () => {
    await using rig = await startRig({
      orgs: ['Qwen'],
      repos: [model('Qwen/Qwen3-8B')],
      configure: (usual) => ({ ...usual, rules: [] }),
    });
    await rig.refresh();
    rig.hub.add(bareRepo('Qwen/NewThing-2'));
    await rig.refreshEvery(HOUR, 1);
    rig.advance(HOUR);
    await rig.reopen((usual) => usual);
    rig.hub.update('Qwen/NewThing-2', { tags: ['conversational'], pipeline_tag: 'text-generation' });
    expect(await add(rig, 'Qwen/Qwen4-8B')).toEqual(['release.new Qwen/Qwen4-8B']);
  });

  it('one alert goes to one channel once, whatever many rules say so', async () => {
    await using rig = await startRig({
      orgs: ['Qwen'],
      repos: [model('Qwen/Qwen3-8B')],
      configure: (usual) => ({
        ...usual,
        rules: [
          { id: 'one', on: ['release.new'], to: ['team'] },
          { id: 'other', on: ['*'], where: { lab: ['qwen'] }, to: ['team'] },
          { id: 'elsewhere', on: ['*'], where: { lab: ['deepseek'] }, to: ['team'] },
        ],
      }),
    });
    await rig.refresh();
    expect(await add(rig, 'Qwen/Qwen4-8B')).toEqual(['release.new Qwen/Qwen4-8B']);
    expect(rig.receiver.arrivals).toHaveLength(1);
  });
});
