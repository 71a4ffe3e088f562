import { createTask } from 'node-cron';
import { PERIODIC_JOBS, WATCH_EVERY, watchSources } from '../jobs/watch-sources.ts';
import type { Runtime } from './compose.ts';
import { enqueuePeriodicJobs } from './pipeline/enqueue-periodic-jobs.ts';
import { welcomeNewChannels } from './pipeline/welcome.ts';
import type { Queue } from './queue/queue.ts';
import type { JobKind } from './store/jobs.ts';

/** How long running work gets to end: a little more than a channel gives its receiver (10 s). */
const LONGEST_STOP_MS = 12_000;

export interface Daemon {
  /** Takes nothing new, lets sends that are on their way end, gives its leases back. */
  stop(): Promise<void>;
}

/** Schedules, workers and all: runs until it is stopped. */
export async function startDaemon(runtime: Runtime, queue: Queue): Promise<Daemon> {
  const { log } = runtime;
  let welcomed = false;
  let ticking: Promise<void> | null = null;
  const asked = new Map<JobKind, number>();

  async function tick(): Promise<void> {
    const { database, clock, sources, announce } = runtime;
    await watchSources({ database, clock, sources, announce });
    await enqueuePeriodicJobs({ database, clock, announce }, PERIODIC_JOBS, asked);
    if (!welcomed) welcomed = await welcomeNewChannels(runtime.welcome);
  }

  const task = createTask(WATCH_EVERY, () => {
    // A tick that is late is one tick: what is due stands in the store.
    ticking ??= tick()
      .catch((error) => log.error({ err: error }, 'a tick failed; the next one follows'))
      .finally(() => {
        ticking = null;
      });
  });

  await queue.start();
  await task.start();
  log.info({ sources: runtime.sources.size }, 'watching');

  return {
    stop: async () => {
      await task.destroy();
      await ticking;
      runtime.stopPolling();
      const left = await queue.stop(LONGEST_STOP_MS);
      if (left > 0) log.warn({ left }, 'some work had not ended; the next start repeats it');
    },
  };
}
