import { setTimeout as delay } from 'node:timers/promises';
import type { FleetRole, Member } from '../fleet.ts';
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

async function beAhead(stage: ServersStage, ledger: Ledger, role: FleetRole, seconds: number): Promise<void> {
  const { fleet } = stage;
  const [right] = fleet.of(role);
  if (right === undefined) throw new Error(`no ${role} is left`);
  const { machine } = right;
  await end(stage, ledger, right);
  const wrong = fleet.start(role, { machine, ahead: HOUR_MS });
  await fleet.whenReady();
  ledger.addFault();
  await delay(seconds * 1000);
  await end(stage, ledger, wrong);
  fleet.start(role, { machine });
  await fleet.whenReady();
  ledger.endOfFault();
}

/** Killed: what it put off is for the others to find. */
async function end({ fleet, view }: ServersStage, ledger: Ledger, member: Member): Promise<void> {
  await fleet.kill(member);
  ledger.leaveInFlight(await view.sending(member.program.pid));
}
