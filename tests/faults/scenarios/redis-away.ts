import { setTimeout as delay } from 'node:timers/promises';
import type { ServersScenario } from '../stage.ts';

const LONGEST_ABSENCE_MS = 60_000;

/** Redis cannot be reached for 60 s: once it refuses connections and comes back empty, once it does not answer any more. */
export const redisAway: ServersScenario = {
  name: 'redis-away',
  on: 'servers',
  seconds: 180,
  expectedErrors: null,
  play: async ({ stage: { redis }, ledger, seconds }) => {
    // Shorter in a short run.
    const absence = Math.min(LONGEST_ABSENCE_MS, (seconds * 1000) / 3);
    await redis.stop();
    ledger.addFault();
    await delay(absence);
    await redis.restart();
    ledger.endOfFault();
    await delay(absence / 2);
    redis.freeze();
    ledger.addFault();
    await delay(absence);
    redis.thaw();
    ledger.endOfFault();
  },
};
