import { createTick } from '../jobs/tick.ts';
import type { Runtime } from './compose.ts';
import { fingerprintConfiguration } from './config/configuration-fingerprint.ts';
import { ALL_ROLES, type Role } from './config/roles.ts';
import { VERSION } from './package-root.ts';
import { createConfigurationComparison } from './pipeline/compare-configuration.ts';
import type { Queue } from './queue/queue.ts';

/** How long running work gets to end: a little more than a channel gives its receiver (10 s). */
const LONGEST_STOP_MS = 12_000;

const COMPARED_EVERY_MS = 60_000;

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
  const comparison = startComparison(runtime, roles.has('scheduler'));

  return {
    stop: async () => {
      clearInterval(comparison);
      // What is given up is due at once: nobody may make it a job again.
      await queue.stopTicking();
      runtime.stopPolling();
      const left = await queue.stop(LONGEST_STOP_MS);
      if (left > 0) log.warn({ left }, 'some work had not ended; the next start repeats it');
    },
  };
}

/** Whether all processes of the store are configured alike. */
function startComparison(runtime: Runtime, schedules: boolean): NodeJS.Timeout {
  const { database, clock, log, configuration } = runtime;
  const fingerprint = fingerprintConfiguration(configuration, VERSION);
  const compare = createConfigurationComparison({ database, clock, log, fingerprint, schedules });
  const compareOnce = () =>
    void compare().catch((error) => log.error({ err: error }, 'configurations could not be compared'));
  compareOnce();
  return setInterval(compareOnce, COMPARED_EVERY_MS);
}

function whatItDoes(roles: ReadonlySet<Role>): string {
  if (roles.has('scheduler'))
    return roles.has('worker') ? 'watching' : 'watching what is due, for workers elsewhere';
  return roles.has('worker') ? 'working on what schedulers find due' : 'showing what others watch';
}
