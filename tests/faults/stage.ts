import type { PostgresServer } from '../servers/postgres.ts';
import type { RedisServer } from '../servers/redis.ts';
import type { Fleet } from './fleet.ts';
import type { Ledger } from './ledger.ts';
import type { Program } from './program.ts';
import type { Chance } from './random.ts';
import type { FaultyReceiver } from './receiver.ts';
import type { StoreView } from './store-view.ts';
import type { FaultWorld } from './world.ts';

/** What every scenario has: a world, and a view of the database of the program that watches it. */
export interface Stage {
  readonly world: FaultWorld;
  readonly receiver: FaultyReceiver;
  readonly view: StoreView;
  /** Frees everything, whatever state it is in. */
  close(): Promise<void>;
}

/** One process that does everything, with its database in a file. Started and ended by the scenario. */
export interface SingleStage extends Stage {
  start(): Program;
}

/** Servers and processes of all roles, which run from one scenario to the next. */
export interface ServersStage extends Stage {
  readonly fleet: Fleet;
  readonly redis: RedisServer;
  readonly postgres: PostgresServer;
}

/** What a scenario does, beside the releases that come all the while. */
export interface Play<S extends Stage> {
  readonly stage: S;
  readonly ledger: Ledger;
  readonly chance: Chance;
  /** How long to go on with faults, in seconds. */
  readonly seconds: number;
  /** Whether that time is over. */
  isOver(): boolean;
}

interface ScenarioOf<S extends Stage> {
  readonly name: string;
  /** In a full run, unless told. */
  readonly seconds: number;
  /** Codes of errors that processes may log on account of these faults: told by them, and mended by the next try. */
  readonly expectedErrors: RegExp | null;
  /** Does the faults, and leaves everything running. */
  play(play: Play<S>): Promise<void>;
}

export interface SingleScenario extends ScenarioOf<SingleStage> {
  readonly on: 'one process';
}

export interface ServersScenario extends ScenarioOf<ServersStage> {
  readonly on: 'servers';
}

export type Scenario = SingleScenario | ServersScenario;
