import { setTimeout as delay } from 'node:timers/promises';
import type { ServersScenario } from '../stage.ts';

/** Between two losses, in milliseconds. */
const PAUSE = { least: 3000, most: 20_000 };

/** Redis is restarted now and then, and knows nothing of before. */
export const redisEmptied: ServersScenario = {
  name: 'redis-emptied',
  on: 'servers',
  seconds: 120,
  expectedErrors: null,
  play: async ({ stage: { redis }, ledger, chance, isOver }) => {
    while (!isOver()) {
      await delay(chance.between(PAUSE.least, PAUSE.most));
      // Also without a word, under connections that go on.
      if (chance.happens(0.5)) await redis.restart();
      else await redis.empty();
      ledger.addFault();
      ledger.endOfFault();
    }
  },
};
