import { setTimeout as delay } from 'node:timers/promises';
import type { ServersScenario } from '../stage.ts';

/** Between two restarts, in milliseconds. */
const PAUSE = { least: 3000, most: 15_000 };
/** How long the server stays away, beside the time that it takes to stop and to start, in milliseconds. */
const ABSENCE = { least: 0, most: 5000 };

/** The database's server is restarted: as an operator does, and as a power cut does. */
export const postgresRestarted: ServersScenario = {
  name: 'postgres-restarted',
  on: 'servers',
  seconds: 180,
  // Work that met the stop is tried again; the log says so.
  expectedErrors: /^store-(?:unreachable|commit-unknown|busy)$/,
  play: async ({ stage: { postgres, view }, ledger, chance, isOver }) => {
    for (let count = 0; !isOver(); count += 1) {
      await delay(chance.between(PAUSE.least, PAUSE.most));
      const before = await view.sending();
      await postgres.stop(count % 2 === 0 ? 'immediate' : 'fast');
      await delay(chance.between(ABSENCE.least, ABSENCE.most));
      await postgres.start();
      // What was recorded meanwhile is known; what began after the first look is in the second.
      ledger.addFault([...new Set([...before, ...(await view.sending())])]);
      ledger.endOfFault();
    }
  },
};
