import { expect, it } from 'vitest';
import { PERIODIC_JOBS } from '../../jobs/watch-sources.ts';
import { enqueuePeriodicJobs } from '../../src/pipeline/enqueue-periodic-jobs.ts';
import type { JobKind } from '../../src/store/jobs.ts';
import { model } from './models.ts';
import { MINUTE, type Rig, startRig } from './rig.ts';

async function waiting(rig: Rig): Promise<string[]> {
  const { reader } = rig.runtime.database;
  const rows = await reader.selectFrom('jobs').select('kind').orderBy('kind').execute();
  return rows.map(({ kind }) => kind);
}

it('asks for what is looked after at a rhythm, however many ask, and the worker does it', async () => {
  await using rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  const kinds = PERIODIC_JOBS.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(expect.arrayContaining(['review-candidates', 'review-sources']));
  const [one, other] = [new Map<JobKind, number>(), new Map<JobKind, number>()];
  await enqueuePeriodicJobs(rig.runtime, PERIODIC_JOBS, one);
  await enqueuePeriodicJobs(rig.runtime, PERIODIC_JOBS, other);
  expect(await waiting(rig)).toEqual(kinds);

  for (const _ of kinds) {
    const job = await rig.runtime.runner.leaseNext(kinds);
    if (job === null) throw new Error('there is no job');
    await rig.runtime.runner.run(job);
  }
  expect(await waiting(rig)).toEqual([]);

  rig.advance(MINUTE - 1);
  await enqueuePeriodicJobs(rig.runtime, PERIODIC_JOBS, one);
  expect(await waiting(rig)).toEqual([]);
  rig.advance(1);
  await enqueuePeriodicJobs(rig.runtime, PERIODIC_JOBS, one);
  expect(await waiting(rig)).toEqual(['review-sources', 'send-digests']);
  // Where the clock was ahead when it was asked for last.
  rig.clock.set(rig.clock.now() - 60 * MINUTE);
  await enqueuePeriodicJobs(rig.runtime, PERIODIC_JOBS, one);
  expect(await waiting(rig)).toEqual(kinds);
});
