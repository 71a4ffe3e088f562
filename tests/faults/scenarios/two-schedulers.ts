import { setTimeout as delay } from 'node:timers/promises';
import type { ServersScenario } from '../stage.ts';

/** Between two kills, in milliseconds. */
const PAUSE = { least: 1500, most: 5000 };
/** Until the one that was killed is back, in milliseconds. */
const ABSENCE = { least: 0, most: 3000 };
/** Share of kills that take both. */
const BOTH = 0.3;

/** Two schedulers look what is due, both all the time; one of them is killed at random, now and then both. */
export const twoSchedulers: ServersScenario = {
  name: 'two-schedulers',
  on: 'servers',
  seconds: 120,
  expectedErrors: null,
  play: async ({ stage: { fleet }, ledger, chance, isOver }) => {
    while (!isOver()) {
      await delay(chance.between(PAUSE.least, PAUSE.most));
      const victims = chance.happens(BOTH) ? fleet.of('scheduler') : [fleet.any('scheduler', chance)];
      const absence = chance.between(ABSENCE.least, ABSENCE.most);
      await Promise.all(victims.map((victim) => fleet.kill(victim)));
      ledger.addFault();
      await delay(absence);
      for (const { machine } of victims) fleet.start('scheduler', { machine });
      await fleet.whenReady();
      ledger.endOfFault();
    }
  },
};
