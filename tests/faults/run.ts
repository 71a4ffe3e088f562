/**
 * Kills, restarts, pauses and wrong clocks while releases come: none may be lost, none told twice, and all must go on within
 * a minute. `npm run test:faults`; `-- --scenario kill-workers`, `-- --seconds 60`, `-- --seed 7`.
 */
import type { Account } from './account.ts';
import { readOptions } from './options.ts';
import { playScenario } from './play.ts';
import { SCENARIOS } from './scenarios.ts';
import { openServersStage } from './servers-stage.ts';
import { openSingleStage } from './single-stage.ts';
import type { Scenario, ServersStage } from './stage.ts';
import { type Row, tableOf } from './table.ts';

const options = readOptions();
const rows: Row[] = [];
const stages: ServersStage[] = [];
const began = performance.now();
try {
  for (const scenario of options.scenarios) {
    const seconds = options.seconds ?? scenario.seconds;
    // The same whichever others are played.
    const seed = options.seed + 10 * SCENARIOS.indexOf(scenario);
    console.log(`${scenario.name}: ${seconds} s, seed ${seed}`);
    const account = await play(scenario, seed, seconds);
    rows.push({ scenario: scenario.name, seconds, account });
    for (const breach of account.breaches.slice(0, 20)) console.log(`  ${breach}`);
  }
} finally {
  for (const stage of stages) await stage.close();
}
const breaches = rows.reduce((sum, { account }) => sum + account.breaches.length, 0);
console.log(`\n${tableOf(rows)}\n`);
console.log(
  `seed ${options.seed}, ${Math.round((performance.now() - began) / 1000)} s: ${
    breaches === 0 ? 'none lost, none twice' : `${breaches} breaches, listed above`
  }`,
);
process.exitCode = breaches === 0 ? 0 : 1;

async function play(scenario: Scenario, seed: number, seconds: number): Promise<Account> {
  const { expectedErrors } = scenario;
  if (scenario.on === 'one process') {
    const stage = await openSingleStage(seed);
    try {
      const perform = scenario.play;
      return await playScenario({ stage, seed, seconds, expectedErrors, perform, tellErrors: () => {} });
    } finally {
      await stage.close();
    }
  }
  // Once for all: their start takes as long as a short scenario.
  if (stages.length === 0) stages.push(await openServersStage(options.seed));
  const [stage] = stages as [ServersStage];
  return await playScenario({
    stage,
    seed,
    seconds,
    expectedErrors,
    perform: scenario.play,
    tellErrors: (ledger) => stage.fleet.tellErrors(ledger),
  });
}
