import { expect, it } from 'vitest';
import { createFleetView } from '../../src/pipeline/view-fleet.ts';
import { type HealthDependencies, viewHealth } from '../../src/pipeline/view-health.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { setNextDue } from '../../src/store/sources.ts';
import { noteTick } from '../../src/store/ticks.ts';
import { findSource } from './labs.ts';
import { model } from './models.ts';
import { MINUTE, type Rig, startRig } from './rig.ts';

async function startWatched(): Promise<{ readonly rig: Rig; readonly deps: HealthDependencies }> {
  const rig = await startRig({ orgs: ['Qwen', 'zai-org'], repos: [model('Qwen/Qwen3-8B')] });
  const { database, sources } = rig.runtime;
  return { rig, deps: { database, clock: rig.clock, sources, queueTrouble: () => null } };
}

it('all is well while what is due is looked at', async () => {
  const { rig, deps } = await startWatched();
  await using _rig = rig;
  await rig.refresh();
  await rig.runtime.database.write((tx) => noteTick(tx));
  const health = await viewHealth(deps);
  expect(health).toMatchObject({ ready: true, reasons: [], queueTrouble: null });
  expect(health.standing?.overdue).toBeNull();
  expect(health.standing?.sinceTick).toBeLessThan(10_000);
  expect(Object.fromEntries(health.standing?.sources ?? [])).toEqual({ ok: 1, suspect: 1 });
});

it('a schedule that nobody follows is seen by its oldest source, and a job that nobody takes as well', async () => {
  const { rig, deps } = await startWatched();
  await using _rig = rig;
  await rig.refresh();
  rig.advance(21 * MINUTE);
  const late = await viewHealth(deps);
  expect(late.ready).toBe(false);
  expect(late.reasons).toEqual([
    expect.stringMatching(
      /^hf-(?:qwen|zai-org) has been due for (?:19|20|21) minutes, and nobody looked at it$/,
    ),
  ]);

  // A scheduler made jobs of them, and moved their due times on: workers are missing.
  const now = rig.clock.now();
  const polls = () =>
    viewHealth(deps).then(({ standing }) => standing?.jobs.find(({ kind }) => kind === 'poll-huggingface'));
  expect(await polls()).toBeUndefined();
  const locators = ['Qwen', 'zai-org'].map((org) => findSource(rig.runtime, org).source.locator);
  await rig.runtime.database.write(async (tx) => {
    for (const locator of locators) await setNextDue(tx, locator, now + 2 * MINUTE);
    const lane = (key: string) => `source:${key}`;
    const jobs = locators.map((key) => ({
      kind: 'poll-huggingface' as const,
      key,
      lane: lane(key),
      runAt: now,
    }));
    await enqueueJobs(tx, jobs, now);
  });
  expect((await viewHealth(deps)).ready).toBe(true);
  expect(await polls()).toEqual({ kind: 'poll-huggingface', state: 'ready', count: 2 });
  rig.advance(16 * MINUTE);
  for (const locator of locators)
    await rig.runtime.database.write((tx) => setNextDue(tx, locator, rig.clock.now() + MINUTE));
  const waiting = await viewHealth(deps);
  expect(waiting.reasons).toEqual([expect.stringMatching(/ has been due for 16 minutes/)]);
});

it('a source that is configured no longer is not missed', async () => {
  const { rig, deps } = await startWatched();
  await using _rig = rig;
  await rig.refresh();
  rig.advance(60 * MINUTE);
  expect((await viewHealth({ ...deps, sources: new Map() })).ready).toBe(true);
});

it('a queue in trouble and a store that does not answer are reasons', async () => {
  const { rig, deps } = await startWatched();
  await rig.refresh();
  const trouble = await viewHealth({ ...deps, queueTrouble: () => 'Redis cannot be reached' });
  expect(trouble).toMatchObject({ ready: false, reasons: ['Redis cannot be reached'] });
  await rig[Symbol.asyncDispose]();
  const closed = await viewHealth(deps);
  expect(closed).toMatchObject({ ready: false, reasons: ['the database does not answer'], standing: null });
  const fleet = createFleetView(deps.database, async () => closed);
  expect(await fleet()).toBeNull();
});

it('figures count what came since they were asked for first', async () => {
  const { rig, deps } = await startWatched();
  await using _rig = rig;
  await rig.refresh();
  const fleet = createFleetView(deps.database, () => viewHealth(deps));
  expect(await fleet()).toMatchObject({ events: [], alerts: [], oldestOverdue: 0, ready: true });
  rig.hub.add(model('Qwen/Qwen4-8B'));
  await rig.refresh();
  const figures = await fleet();
  expect(figures?.events).toContainEqual({ kind: 'repo.added', count: 1 });
  expect(figures?.alerts).toEqual([{ kind: 'release.new', count: 1 }]);
  rig.hub.add(model('Qwen/Qwen5-8B'));
  await rig.refresh();
  expect((await fleet())?.alerts).toEqual([{ kind: 'release.new', count: 2 }]);
});
