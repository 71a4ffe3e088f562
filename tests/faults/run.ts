/**
 * Kills, restarts, pauses and wrong clocks while releases come: none may be lost, none told twice, and all must go on within
 * a minute. `npm run test:faults`; `-- --scenario kill-workers`, `-- --seconds 60`, `-- --seed 7`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account.ts';
import { readOptions } from './options.ts';
import { playScenario } from './play.ts';
import { SCENARIOS } from './scenarios.ts';
import { openServersStage } from './servers-stage.ts';
import { openSingleStage } from './single-stage.ts';
import type { Scenario, ServersStage, Stage } from './stage.ts';
import { type Row, tableOf } from './table.ts';

const LONGEST_FAREWELL_MS = 10_000;

const options = readOptions();
const rows: Row[] = [];
/** Those that are open. */
const stages = new Set<Stage>();
let servers: Promise<ServersStage> | undefined;
const began = performance.now();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void endInOrder());
try {
  for (const scenario of options.scenarios) {
    const seconds = options.seconds ?? scenario.seconds;
    // The same whichever others are played.
    const seed = options.seed + 10 * SCENARIOS.indexOf(scenario);
    console.log(`${scenario.name}: ${seconds} s, seed ${seed}`);
    const account = await play(scenario, seed, seconds);
    rows.push({ scenario: scenario.name, seconds, account });
    console.log(inWords(account));
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

function inWords({ faults, releases, messages, repeats, recovery, slowest }: Account): string {
  const after =
    recovery === null ? '' : `; news ${recovery.first} s after a fault, all ${recovery.all} s after`;
  return `  ${faults} faults, ${releases} releases, ${messages} messages, ${repeats} repeats${after}; slowest ${slowest} s`;
}

/** Servers and processes end before this one does. */
async function endInOrder(): Promise<never> {
  await Promise.race([Promise.all([...stages].map((stage) => stage.close())), delay(LONGEST_FAREWELL_MS)]);
  process.exit(130);
}

async function play(scenario: Scenario, seed: number, seconds: number): Promise<Account> {
  const { expectedErrors } = scenario;
  if (scenario.on === 'one process') {
    const stage = await open(openSingleStage(seed));
    try {
      const perform = scenario.play;
      return await playScenario({ stage, seed, seconds, expectedErrors, perform, tellErrors: () => {} });
    } finally {
      stages.delete(stage);
      await stage.close();
    }
  }
  // Once for all: their start takes as long as a short scenario.
  servers ??= open(openServersStage(options.seed));
  const stage = await servers;
  return await playScenario({
    stage,
    seed,
    seconds,
    expectedErrors,
    perform: scenario.play,
    tellErrors: (ledger) => stage.fleet.tellErrors(ledger),
  });
}

async function open<S extends Stage>(opening: Promise<S>): Promise<S> {
  const stage = await opening;
  stages.add(stage);
  return stage;
}
