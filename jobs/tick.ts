import { enqueuePeriodicJobs } from '../src/pipeline/enqueue-periodic-jobs.ts';
import { type WelcomeDependencies, welcomeNewChannels } from '../src/pipeline/welcome.ts';
import type { JobKind } from '../src/store/jobs.ts';
import { noteTick } from '../src/store/ticks.ts';
import { PERIODIC_JOBS, watchSources } from './watch-sources.ts';

/** A tick is noted so often at most: who watches from outside, and other schedulers, need not know it to the second. */
const NOTED_EVERY_MS = 5_000;

/** What a scheduler does each second: what is due is made a job, and new channels are welcomed when they can be. */
export function createTick(deps: WelcomeDependencies): () => Promise<void> {
  const asked = new Map<JobKind, number>();
  let welcomed = false;
  let notedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    await watchSources(deps);
    await enqueuePeriodicJobs(deps, PERIODIC_JOBS, asked);
    if (!welcomed) welcomed = await welcomeNewChannels(deps);
    if (performance.now() - notedAt < NOTED_EVERY_MS) return;
    await deps.database.writeAlone((tx) => noteTick(tx));
    notedAt = performance.now();
  };
}
