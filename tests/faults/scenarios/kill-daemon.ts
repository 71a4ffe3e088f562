import { setTimeout as delay } from 'node:timers/promises';
import type { SingleScenario } from '../stage.ts';

/** A kill comes so long after the start of a process, in milliseconds: some before it watches, some in full work. */
const LIFE = { least: 50, most: 2500 };

/** The one process that does everything is killed at random, and started again at once. */
export const killDaemon: SingleScenario = {
  name: 'kill-daemon',
  on: 'one process',
  seconds: 390,
  expectedErrors: null,
  play: async ({ stage, ledger, chance, isOver }) => {
    while (!isOver()) {
      const daemon = stage.start();
      await delay(chance.between(LIFE.least, LIFE.most));
      daemon.signal('SIGKILL');
      const end = await daemon.ended;
      ledger.errors.push(...daemon.errors);
      if (end !== 'SIGKILL')
        ledger.errors.push({ code: 'ended', text: `the daemon ended by itself: ${end}` });
      ledger.addFault(await stage.view.sending(daemon.pid));
    }
    // It is left running, and killed with the stage.
    stage.start();
    ledger.endOfFault();
  },
};
