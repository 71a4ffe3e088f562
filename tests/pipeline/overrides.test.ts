import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { overridesFileSchema, withDecisions } from '../../src/config/overrides-schema.ts';
import { viewReleases } from '../../src/pipeline/view-release.ts';
import { listReleases } from '../../src/store/catalog.ts';
import { model } from './models.ts';
import { DAY, HOUR, type Rig, startRig } from './rig.ts';

async function watching(...names: readonly string[]): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  await rig.refresh();
  for (const name of names) {
    rig.advance(9 * DAY);
    rig.hub.add(model(`Qwen/${name}`));
    await rig.refresh();
  }
  return rig;
}

/** As a restart with this overrides.yaml. */
async function override(rig: Rig, file: unknown): Promise<void> {
  const overrides = overridesFileSchema.parse(file);
  await rig.reopen(
    (usual): Configuration => ({
      ...usual,
      labs: withDecisions(usual.labs, overrides),
      hiddenRepos: overrides.hidden_repos ?? [],
      pins: overrides.pin ?? [],
    }),
  );
}

/** Names of the releases that are listed, with their repos. */
async function listed(rig: Rig): Promise<Record<string, string[]>> {
  const { reader } = rig.runtime.database;
  const views = await viewReleases(reader, await listReleases(reader, {}), rig.runtime.labs);
  return Object.fromEntries(
    views
      .map(({ name, repos }) => [name, repos.map(({ id }) => id.replace('Qwen/', '')).sort()] as const)
      .sort(),
  );
}

async function quietLater(rig: Rig): Promise<void> {
  rig.heard();
  await rig.refreshEvery(6 * HOUR, 10);
  expect(rig.heard()).toEqual([]);
}

describe('merge', () => {
  const file = { merge: [{ lab: 'qwen', from: ['Qwen4-Next'], into: 'Qwen4', reason: 'one launch' }] };

  it('makes two releases one, with what comes later, and tells nobody', async () => {
    await using rig = await watching('Qwen4-8B', 'Qwen4-Next-80B');
    expect(Object.keys(await listed(rig))).toEqual(['Qwen3', 'Qwen4', 'Qwen4-Next']);
    await override(rig, file);
    expect(await listed(rig)).toEqual({ Qwen3: ['Qwen3-8B'], Qwen4: ['Qwen4-8B', 'Qwen4-Next-80B'] });
    await quietLater(rig);
    rig.hub.add(model('Qwen/Qwen4-Next-80B-FP8'));
    await quietLater(rig);
    expect((await listed(rig)).Qwen4).toContain('Qwen4-Next-80B-FP8');
  });

  it('is undone where it is taken back, with the same ids, and tells nobody', async () => {
    await using rig = await watching('Qwen4-8B', 'Qwen4-Next-80B');
    const before = await ids(rig);
    await override(rig, file);
    await override(rig, {});
    expect(await ids(rig)).toEqual(before);
    await quietLater(rig);
  });
});

async function ids(rig: Rig) {
  const rows = await listReleases(rig.runtime.database.reader, {});
  return rows.map(({ id, name }) => `${name} ${id}`).sort();
}

describe('split', () => {
  const file = { split: [{ lab: 'qwen', repos: ['Qwen/Qwen4-14B'], into: 'Qwen4-Special' }] };

  it('makes repos a release of their own, which is no news', async () => {
    await using rig = await watching('Qwen4-8B');
    rig.hub.add(model('Qwen/Qwen4-14B'));
    await rig.refreshEvery(HOUR, 1);
    await override(rig, file);
    expect(await listed(rig)).toEqual({
      Qwen3: ['Qwen3-8B'],
      Qwen4: ['Qwen4-8B'],
      'Qwen4-Special': ['Qwen4-14B'],
    });
    await quietLater(rig);
    rig.hub.update('Qwen/Qwen4-14B', { cardData: { license: 'mit' }, sha: 'a'.repeat(40) });
    await quietLater(rig);
    await rig.reopen();
    expect((await listed(rig))['Qwen4-Special']).toEqual(['Qwen4-14B']);
  });
});

describe('rename, hide and pin', () => {
  it('a better name stays, whatever joins, and goes with its entry', async () => {
    await using rig = await watching('Qwen4-8B');
    await override(rig, {
      rename: [{ lab: 'qwen', release: 'Qwen4', to: 'Qwen 4', reason: 'its blog says so' }],
    });
    rig.hub.add(model('Qwen/Qwen4-32B'));
    await quietLaterThan(rig, ['release.extended Qwen 4']);
    expect(Object.keys(await listed(rig))).toEqual(['Qwen 4', 'Qwen3']);
    const { reader } = rig.runtime.database;
    const [view] = (await viewReleases(reader, await listReleases(reader, {}), rig.runtime.labs)).filter(
      ({ name }) => name === 'Qwen 4',
    );
    expect(view?.decided).toEqual([{ what: 'rename', of: 'Qwen4', reason: 'its blog says so', by: null }]);
    await override(rig, {});
    expect(Object.keys(await listed(rig))).toEqual(['Qwen3', 'Qwen4']);
  });

  it('what is hidden is neither listed nor told, and is there again when it is not', async () => {
    await using rig = await watching('Qwen4-8B');
    await override(rig, { hide: [{ lab: 'qwen', release: 'qwen4' }] });
    expect(Object.keys(await listed(rig))).toEqual(['Qwen3']);
    rig.hub.add(model('Qwen/Qwen4-32B'));
    await quietLater(rig);
    await override(rig, {});
    expect(Object.keys(await listed(rig))).toEqual(['Qwen3', 'Qwen4']);
  });

  it('a repo that is hidden later is gone, and back when it is not', async () => {
    await using rig = await watching('Qwen4-8B');
    await override(rig, { hidden_repos: ['Qwen/Qwen4-8B'] });
    expect(Object.keys(await listed(rig))).toEqual(['Qwen3']);
    await quietLater(rig);
    await override(rig, {});
    expect(Object.keys(await listed(rig))).toEqual(['Qwen3', 'Qwen4']);
    await quietLater(rig);
  });

  it('what is pinned is believed, whoever says otherwise, and is no correction', async () => {
    await using rig = await watching('Qwen4-8B');
    await override(rig, {
      pin: [
        {
          lab: 'qwen',
          release: 'Qwen4',
          attribute: 'license',
          value: 'MIT',
          reason: 'the LICENSE file says so',
        },
        { lab: 'qwen', release: 'Qwen9', attribute: 'license', value: 'MIT' },
      ],
    });
    expect((await factOf(rig, 'Qwen4')).license).toMatchObject({
      value: 'mit',
      reason: 'the operator says so',
      source: 'overrides.yaml',
    });
    await quietLater(rig);
    await override(rig, {});
    expect((await factOf(rig, 'Qwen4')).license).toMatchObject({ value: 'apache-2.0' });
    await quietLater(rig);
  });
});

async function factOf(rig: Rig, name: string) {
  const { reader } = rig.runtime.database;
  const rows = (await listReleases(reader, {})).filter((row) => row.name === name);
  return (await viewReleases(reader, rows, rig.runtime.labs))[0]?.facts ?? {};
}

async function quietLaterThan(rig: Rig, told: readonly string[]): Promise<void> {
  rig.heard();
  await rig.refreshEvery(6 * HOUR, 10);
  expect(rig.heard().map(({ kind, about }) => `${kind} ${about}`)).toEqual(told);
}
