import { createTick } from '../jobs/tick.ts';
import type { Runtime } from './compose.ts';
import { fingerprintConfiguration } from './config/configuration-fingerprint.ts';
import { ALL_ROLES, type Role } from './config/roles.ts';
import { VERSION } from './package-root.ts';
import { createConfigurationComparison } from './pipeline/compare-configuration.ts';
import type { Queue } from './queue/queue.ts';

/** How long running work gets to end: a little more than a channel gives its receiver (10 s). */
const LONGEST_STOP_MS = 12_000;

/** The watchdog is told so often, and it is looked whether all processes are configured alike. */
const EACH_MINUTE_MS = 60_000;

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
  const minutely = startEachMinute(runtime, roles.has('scheduler'));

  return {
    stop: async () => {
      clearInterval(minutely);
      // What is given up is due at once: nobody may make it a job again.
      await queue.stopTicking();
      runtime.stopPolling();
      const left = await queue.stop(LONGEST_STOP_MS);
      if (left > 0) log.warn({ left }, 'some work had not ended; the next start repeats it');
    },
  };
}

/** Beside jobs: whether all processes are configured alike, and a word to the watchdog by schedulers. */
function startEachMinute(runtime: Runtime, schedules: boolean): NodeJS.Timeout {
  const { database, clock, log, configuration, pingWatchdog } = runtime;
  const fingerprint = fingerprintConfiguration(configuration, VERSION);
  const compare = createConfigurationComparison({ database, clock, log, fingerprint, schedules });
  function eachMinute(): void {
    compare().catch((error) => log.error({ err: error }, 'configurations could not be compared'));
    if (schedules) void pingWatchdog?.();
  }
  eachMinute();
  return setInterval(eachMinute, EACH_MINUTE_MS);
}

function whatItDoes(roles: ReadonlySet<Role>): string {
  if (roles.has('scheduler'))
    return roles.has('worker') ? 'watching' : 'watching what is due, for workers elsewhere';
  return roles.has('worker') ? 'working on what schedulers find due' : 'showing what others watch';
}
