import { describe, expect, it } from 'vitest';
import { readEvents } from '../../src/store/events.ts';
import { model } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';
import { eventsOf } from './stored.ts';

const start = Date.parse('2025-07-01T09:00:00Z');

async function baselined(): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B'), model('Qwen/Qwen2.5-7B')] });
  await rig.refresh();
  return rig;
}

/** Types of the events, each with the hours since the beginning. */
async function story(rig: Rig): Promise<string[]> {
  const events = await readEvents(rig.runtime.database.reader, { after: 0, limit: 100, baseline: false });
  return events.map(({ type, observedAt }) => `${(observedAt - start) / HOUR} ${type}`);
}

describe('a repo that is not shown any more', () => {
  it('is missing after six hours, removed after a day, and may return: one alert, for the removal', async () => {
    await using rig = await baselined();
    rig.hub.remove('Qwen/Qwen3-8B');
    await rig.refreshEvery(HOUR, 40);
    expect(await story(rig)).toEqual(['7 repo.missing', '25 repo.removed']);
    expect(rig.heard()).toEqual([{ kind: 'release.removed', about: 'Qwen3', covers: ['Qwen/Qwen3-8B'] }]);
    rig.hub.add(model('Qwen/Qwen3-8B'));
    await rig.refreshEvery(HOUR, 2);
    expect((await story(rig)).slice(2)).toEqual(['41 repo.returned']);
    rig.hub.remove('Qwen/Qwen3-8B');
    await rig.refreshEvery(HOUR, 40);
    expect((await story(rig)).slice(3)).toEqual(['49 repo.missing', '67 repo.removed']);
    // Its removal was told: once for each release.
    expect(rig.heard()).toEqual([]);
  });

  it('is not missing when it comes back within hours, however often', async () => {
    await using rig = await baselined();
    for (let round = 0; round < 4; round++) {
      rig.hub.remove('Qwen/Qwen3-8B');
      await rig.refreshEvery(HOUR, 5);
      rig.hub.add(model('Qwen/Qwen3-8B'));
      await rig.refreshEvery(HOUR, 1);
    }
    expect(await story(rig)).toEqual([]);
  });

  it('is not missing after two polls, however long nobody looked in between', async () => {
    await using rig = await baselined();
    rig.hub.remove('Qwen/Qwen3-8B');
    await rig.refreshEvery(HOUR, 1);
    rig.hub.fail({ times: 50, fault: { kind: 'status', status: 500 } });
    await rig.refreshEvery(HOUR, 50);
    rig.hub.clearFaults();
    await rig.refreshEvery(MINUTE, 1);
    expect(await story(rig)).toEqual([]);
    await rig.refreshEvery(MINUTE, 2);
    expect((await eventsOf(rig)).map((event) => event.split(' ')[0])).toEqual([
      'repo.missing',
      'repo.removed',
    ]);
  });

  it('is missing and comes back otherwise: both are events, nobody is told', async () => {
    await using rig = await baselined();
    rig.hub.remove('Qwen/Qwen3-8B');
    await rig.refreshEvery(2 * HOUR, 5);
    rig.hub.add({ ...model('Qwen/Qwen3-8B'), sha: 'b'.repeat(40) });
    await rig.refreshEvery(2 * HOUR, 1);
    expect(await story(rig)).toEqual(['8 repo.missing', '12 repo.returned', '12 repo.changed']);
    expect(rig.heard()).toEqual([]);
  });
});

it('one repo of a release less is not the release’s removal', async () => {
  await using rig = await baselined();
  rig.hub.add(model('Qwen/Qwen3-32B'));
  await rig.refresh();
  rig.heard();
  rig.hub.remove('Qwen/Qwen3-8B');
  await rig.refreshEvery(3 * HOUR, 10);
  expect(await eventsOf(rig)).toContain('repo.removed Qwen/Qwen3-8B');
  expect(rig.heard()).toEqual([]);
});
