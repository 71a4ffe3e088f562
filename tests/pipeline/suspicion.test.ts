import { describe, expect, it } from 'vitest';
import { bareRepo, model, oldModels } from './models.ts';
import { DAY, HOUR, MINUTE, type Rig, startRig } from './rig.ts';
import { eventsOf, sourceState } from './stored.ts';

/** Twenty repos are known; the Hub then shows none, or three, until it is told otherwise. */
async function shortened(keep: number): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: oldModels('Qwen', 20) });
  await rig.refresh();
  const fault = keep === 0 ? ({ kind: 'empty-list' } as const) : ({ kind: 'short-list', keep } as const);
  rig.hub.fail({ match: ({ pathname }) => pathname === '/api/models', times: 10_000, fault });
  return rig;
}

function overviews(rig: Rig): number {
  return rig.hub.requests.filter(({ url }) => url.includes('/overview')).length;
}

describe('a listing that is suddenly empty or short', () => {
  it.each([
    ['empty', 0],
    ['short', 3],
  ])('%s: removes nothing, however long, while the overview knows better', async (reason, keep) => {
    await using rig = await shortened(keep);
    rig.advance(2 * HOUR);
    const report = await rig.refresh();
    expect(report.sources).toMatchObject([
      { outcome: 'suspect', observations: keep, events: 0, error: { code: `listing-${reason}` } },
    ]);
    await rig.refreshEvery(2 * HOUR, 11);
    // Twelve equal polls and 22 hours: nobody has asked yet.
    expect(overviews(rig)).toBe(0);
    await rig.refreshEvery(2 * HOUR, 12);
    expect(overviews(rig)).toBe(12);
    expect(await eventsOf(rig)).toEqual([]);
    expect((await sourceState(rig, 'Qwen')).last_outcome).toBe('suspect');

    rig.hub.clearFaults();
    expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'unchanged', observations: 20 }]);
    expect(await sourceState(rig, 'Qwen')).toMatchObject({
      suspect_since: null,
      suspect_polls: 0,
      last_good_count: 20,
    });
    expect(rig.heard()).toEqual([]);
  });

  it.each([0, 3])(
    'is believed after a day and twelve equal polls where the overview agrees (%i left)',
    async (keep) => {
      await using rig = await startRig({
        orgs: ['Qwen'],
        organizations: { Qwen: {} },
        repos: oldModels('Qwen', 20),
      });
      await rig.refresh();
      for (let index = keep; index < 20; index++) rig.hub.remove(`Qwen/Old-${index}-7B`);
      await rig.refreshEvery(2 * HOUR, 12);
      expect((await sourceState(rig, 'Qwen')).last_outcome).toBe('suspect');
      // Only from now on what is not shown counts as absent.
      await rig.refreshEvery(2 * HOUR, 3);
      expect(await eventsOf(rig)).toEqual([]);
      await rig.refreshEvery(2 * HOUR, 14);
      const events = await eventsOf(rig);
      expect(events.filter((event) => event.startsWith('repo.missing'))).toHaveLength(20 - keep);
      expect(events.filter((event) => event.startsWith('repo.removed'))).toHaveLength(20 - keep);
      expect(events).toHaveLength(2 * (20 - keep));
    },
  );

  it('is not believed while the overview cannot be had, and shows what it shows all the same', async () => {
    await using rig = await shortened(3);
    rig.hub.fail({
      match: ({ pathname }) => pathname.includes('/overview'),
      times: 10_000,
      fault: { kind: 'bad-gateway' },
    });
    await rig.refreshEvery(2 * HOUR, 20);
    expect(await sourceState(rig, 'Qwen')).toMatchObject({ last_outcome: 'suspect', failures: 0 });
    rig.hub.add(model('Qwen/Qwen4-8B'));
    expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'suspect', events: 1 }]);
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
  });
});

describe('what a short listing does show', () => {
  it('is told at once, alone, also after weeks of it', async () => {
    await using rig = await shortened(3);
    await rig.refreshEvery(HOUR, 2);
    for (const name of ['Qwen/Qwen4-8B', 'Qwen/Qwen5-8B', 'Qwen/Qwen6-8B']) {
      // Newest first: it is among the three.
      rig.hub.add(model(name));
      const report = await rig.refresh();
      expect(report.sources).toMatchObject([{ outcome: 'suspect', events: 1 }]);
      expect(rig.heard()).toMatchObject([{ kind: 'release.new', covers: [name] }]);
      await rig.refreshEvery(12 * HOUR, 8);
    }
    expect(rig.heard()).toEqual([]);
  });

  it('is changed and renamed as ever', async () => {
    await using rig = await shortened(3);
    rig.hub.update('Qwen/Old-19-7B', { sha: 'b'.repeat(40) });
    rig.hub.rename('Qwen/Old-18-7B', 'Qwen/Old-18-8B');
    await rig.refresh();
    const events = (await eventsOf(rig)).filter((event) => event.startsWith('repo.'));
    expect(events.sort()).toEqual(['repo.changed Qwen/Old-19-7B', 'repo.renamed Qwen/Old-18-8B']);
  });
});

it('a count that goes on changing never settles', async () => {
  await using rig = await shortened(0);
  await rig.refreshEvery(2 * HOUR, 11);
  rig.hub.clearFaults();
  rig.hub.fail({ times: 10_000, fault: { kind: 'short-list', keep: 2 } });
  await rig.refreshEvery(2 * HOUR, 11);
  expect(overviews(rig)).toBe(0);
  expect(await eventsOf(rig)).toEqual([]);
});

it('what was missing before goes on being so after a suspect listing', async () => {
  await using rig = await startRig({
    orgs: ['Qwen'],
    repos: [...oldModels('Qwen', 20), bareRepo('Qwen/Gone')],
  });
  await rig.refresh();
  rig.hub.remove('Qwen/Gone');
  await rig.refreshEvery(3 * HOUR, 3);
  expect(await eventsOf(rig)).toEqual(['repo.missing Qwen/Gone']);
  rig.hub.fail({ fault: { kind: 'empty-list' } });
  await rig.refreshEvery(DAY, 1);
  expect(await eventsOf(rig)).toHaveLength(1);
  await rig.refreshEvery(MINUTE, 1);
  expect(await eventsOf(rig)).toEqual(['repo.missing Qwen/Gone', 'repo.removed Qwen/Gone']);
});
