import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Configuration, loadConfiguration } from '../config/configuration.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { readTerminal, type Terminal } from '../config/terminal.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { Database } from '../store/database.ts';
import { newLeaseOwner } from '../store/leases.ts';
import { openStore, type StoreAddress, type StoreUse, storeAddress } from '../store/store.ts';

/** 0 all well, 1 nothing worked, 2 usage or configuration, 3 something was suspect or failed. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Options that stand before or after any command. */
export interface GlobalOptions {
  readonly config: string;
  readonly data: string;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** What every command is given. */
export interface CommandContext {
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly configFolder: string;
  readonly dataFolder: string;
  /** The database, in the data folder or where DATABASE_URL says. */
  readonly store: StoreAddress;
  /** Throws UsageError with every problem. */
  configuration(): Promise<Configuration>;
  /** For commands that only look: never makes or changes a store. Throws StoreError where there is none. */
  openForReading(): Promise<Database>;
  /** Makes a store where there is none, unless `use` is `read`. Throws StoreError where it cannot be used so. */
  openFor(use: StoreUse, owner?: string): Promise<Database>;
  /** Secrets of the configuration never appear in it. */
  log(configuration?: Configuration): Promise<Log>;
  /** One line, or several, to standard output. */
  print(text: string): void;
  /** To standard output, alone. */
  printJson(value: unknown): void;
  /** Resolves once what was printed has been taken: whoever prints without end waits for it now and then. */
  printed(): Promise<void>;
}

/** Throws UsageError where an environment variable cannot be used. */
export function createContext(options: GlobalOptions): CommandContext {
  const environment = readEnvironment(undefined, join(PACKAGE_ROOT, '.env'));
  const terminal = readTerminal();
  const clock = createClock(environment.clock);
  const address = storeAddress(options.data, environment.databaseUrl);
  const openFor = (use: StoreUse, owner = newLeaseOwner()) =>
    openStore({ folder: options.data, address, use, clock, clockIsSet: environment.clock !== null, owner });
  return {
    environment,
    terminal,
    clock,
    configFolder: options.config,
    dataFolder: options.data,
    store: address,
    configuration: () => loadConfiguration(options.config, environment),
    openForReading: () => openFor('read'),
    openFor,
    log: async (configuration) => {
      // Commands that only read write no log.
      const { createLog } = await import('../observability/log.ts');
      return await createLog({
        level: options.quiet === true ? 'error' : options.verbose === true ? 'debug' : 'info',
        sentences: terminal.logsToPerson,
        color: terminal.color,
        secrets: configuration?.secrets ?? [],
      });
    },
    print: (text) => process.stdout.write(`${text}\n`),
    printJson: (value) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    printed,
  };
}

async function printed(): Promise<void> {
  // A macrotask, in which a reader that has gone away (EPIPE) is noticed; reading the store alone never yields one.
  await setImmediate();
  if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
}

/** Runs from `startsAt` (milliseconds since 1970) on, at the speed of time; from now where that is null. */
function createClock(startsAt: number | null): Clock {
  if (startsAt === null) return { now: Date.now };
  const offset = startsAt - Date.now();
  return { now: () => Date.now() + offset };
}
