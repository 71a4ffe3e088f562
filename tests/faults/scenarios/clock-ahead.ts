import { setTimeout as delay } from 'node:timers/promises';
import type { FleetRole } from '../fleet.ts';
import type { Ledger } from '../ledger.ts';
import type { ServersScenario, ServersStage } from '../stage.ts';

const HOUR_MS = 3_600_000;

/** One process runs on a machine whose clock is an hour ahead, a worker first, then a scheduler; then it is as before. */
export const clockAhead: ServersScenario = {
  name: 'clock-ahead',
  on: 'servers',
  seconds: 120,
  expectedErrors: null,
  play: async ({ stage, ledger, seconds }) => {
    for (const role of ['worker', 'scheduler'] as const) await beAhead(stage, ledger, role, seconds / 2);
  },
};

async function beAhead(
  { fleet }: ServersStage,
  ledger: Ledger,
  role: FleetRole,
  seconds: number,
): Promise<void> {
  const [one] = fleet.of(role);
  if (one === undefined) throw new Error(`no ${role} is left`);
  await fleet.stop(one);
  const wrong = fleet.start(role, { machine: one.machine, ahead: HOUR_MS });
  await fleet.whenReady();
  ledger.addFault();
  await delay(seconds * 1000);
  await fleet.stop(wrong);
  fleet.start(role, { machine: one.machine });
  await fleet.whenReady();
  ledger.endOfFault();
}
