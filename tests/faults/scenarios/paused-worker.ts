import { setTimeout as delay } from 'node:timers/promises';
import type { Member } from '../fleet.ts';
import type { ServersScenario, ServersStage } from '../stage.ts';

/** A little longer than the lease of a job, of a delivery and of a source: 30 s. */
const PAUSE_MS = 36_000;
/** Between two pauses, in milliseconds. */
const REST = { least: 1000, most: 8000 };
/** So often a worker is looked for that has a message on its way. */
const TRIES = 200;

/** A worker is stopped in the middle of a send until its leases have run out, and goes on as if nothing had been. */
export const pausedWorker: ServersScenario = {
  name: 'paused-worker',
  on: 'servers',
  seconds: 160,
  // The server ends sessions that it hears nothing of, and the time for which a retry is worthwhile is over when it goes on.
  expectedErrors: /^store-(?:unreachable|commit-unknown|busy)$/,
  play: async ({ stage, ledger, chance, isOver }) => {
    while (!isOver()) {
      await delay(chance.between(REST.least, REST.most));
      const { worker, inFlight } = await pauseSomebody(stage);
      ledger.addFault(inFlight);
      await delay(PAUSE_MS);
      worker.program.signal('SIGCONT');
      ledger.endOfFault();
    }
  },
};

/** Whoever has something on its way, if that can be had; a process that is stopped keeps it while it is asked. */
async function pauseSomebody({ fleet, view }: ServersStage) {
  for (let attempt = 0; ; attempt += 1) {
    const senders = await view.senders();
    const worker = fleet.of('worker').find(({ program }) => senders.includes(program.pid));
    if (worker === undefined && attempt < TRIES) {
      await delay(20);
      continue;
    }
    const paused = worker ?? (fleet.of('worker')[0] as Member);
    paused.program.signal('SIGSTOP');
    const inFlight = await view.sending(paused.program.pid);
    if (inFlight.length > 0 || attempt >= TRIES) return { worker: paused, inFlight };
    paused.program.signal('SIGCONT');
  }
}
