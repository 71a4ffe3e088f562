import { setTimeout as delay } from 'node:timers/promises';
import { FLEET, type Member } from '../fleet.ts';
import type { Ledger } from '../ledger.ts';
import type { Chance } from '../random.ts';
import type { ServersScenario, ServersStage } from '../stage.ts';

/** Between two kills, in milliseconds. */
const PAUSE = { least: 100, most: 2500 };
/** Until a process is started in the place of one that was killed, in milliseconds. */
const ABSENCE = { least: 0, most: 2000 };
/** Share of kills after which that is on another machine, where nobody knows that the one before is gone. */
const MOVES = 0.3;

/** One of four workers is killed at random, again and again; another one takes its place. */
export const killWorkers: ServersScenario = {
  name: 'kill-workers',
  on: 'servers',
  seconds: 300,
  expectedErrors: null,
  play: async ({ stage, ledger, chance, isOver }) => {
    const comings: Promise<void>[] = [];
    while (!isOver()) {
      // Where processes are killed quicker than this machine can start them, nobody works.
      await stage.fleet.whenReady(FLEET.worker - 1);
      await delay(chance.between(PAUSE.least, PAUSE.most));
      const victim = await killOne(stage, ledger, chance);
      const moves = chance.happens(MOVES);
      comings.push(comeBack(stage, chance.between(ABSENCE.least, ABSENCE.most), moves ? {} : victim));
    }
    await Promise.all(comings);
    await stage.fleet.whenReady();
    ledger.endOfFault();
  },
};

/** Resolves when it is gone. */
async function killOne({ fleet, view }: ServersStage, ledger: Ledger, chance: Chance): Promise<Member> {
  const victim = fleet.any('worker', chance);
  await fleet.kill(victim);
  ledger.addFault(await view.sending(victim.program.pid));
  return victim;
}

async function comeBack(
  { fleet }: ServersStage,
  absence: number,
  where: { readonly machine?: string },
): Promise<void> {
  await delay(absence);
  fleet.start('worker', where);
}
