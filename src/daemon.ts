import { createTick } from '../jobs/tick.ts';
import type { Runtime } from './compose.ts';
import { ALL_ROLES, type Role } from './config/roles.ts';
import type { Queue } from './queue/queue.ts';

/** How long running work gets to end: a little more than a channel gives its receiver (10 s). */
const LONGEST_STOP_MS = 12_000;

export interface Daemon {
  /** Takes nothing new, lets sends that are on their way end, gives its leases back. */
  stop(): Promise<void>;
}

/** Schedules and workers, as far as these are among its roles: runs until it is stopped. */
export async function startDaemon(
  runtime: Runtime,
  queue: Queue,
  roles: ReadonlySet<Role> = ALL_ROLES,
): Promise<Daemon> {
  const { log } = runtime;
  await queue.start({
    work: roles.has('worker'),
    tick: roles.has('scheduler') ? createTick(runtime.welcome) : null,
  });
  log.info({ sources: runtime.sources.size, roles: [...roles].join(',') }, whatItDoes(roles));

  return {
    stop: async () => {
      // What is given up is due at once: nobody may make it a job again.
      await queue.stopTicking();
      runtime.stopPolling();
      const left = await queue.stop(LONGEST_STOP_MS);
      if (left > 0) log.warn({ left }, 'some work had not ended; the next start repeats it');
    },
  };
}

function whatItDoes(roles: ReadonlySet<Role>): string {
  if (roles.has('scheduler'))
    return roles.has('worker') ? 'watching' : 'watching what is due, for workers elsewhere';
  return roles.has('worker') ? 'working on what schedulers find due' : 'showing what others watch';
}
