import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { openRuntime, type Runtime } from '../../src/compose.ts';
import { type Configuration, loadConfiguration } from '../../src/config/configuration.ts';
import { type Environment, readEnvironment } from '../../src/config/environment.ts';
import { type HubServer, type HubServerOptions, startHubServer } from '../../src/demo/hub-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../src/demo/webhook-receiver.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Lab } from '../../src/domain/lab.ts';
import type { Metrics } from '../../src/observability/metrics.ts';
import { type PollReport, pollSource } from '../../src/pipeline/poll-source.ts';
import { type RefreshReport, refresh } from '../../src/pipeline/refresh.ts';
import { databaseOfTests } from '../servers/database-of-tests.ts';
import { expectCardsOfCatalog } from './cards-check.ts';
import { findSource, labOf } from './labs.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const SECRET = `whsec_${Buffer.from('a secret for tests alone').toString('base64')}`;

/** Says what a test wants it to say, and stands still otherwise. */
export interface SettableClock extends Clock {
  set(now: number): void;
}

export interface RigOptions extends Pick<HubServerOptions, 'repos' | 'organizations' | 'quota'> {
  /** Organizations that are watched. */
  readonly orgs: readonly string[];
  /** ISO 8601. */
  readonly from?: string;
  readonly log?: Logger;
  readonly metrics?: Metrics;
  readonly environment?: Readonly<Record<string, string>>;
  /** In place of one webhook channel that is told everything about releases. */
  readonly configure?: (usual: Configuration) => Configuration;
}

/** One message as its receiver understood it. */
export interface Heard {
  readonly kind: string;
  /** The release's name, or the title of an alert about none. */
  readonly about: string;
  readonly covers: readonly string[];
}

export interface Rig extends AsyncDisposable {
  readonly hub: HubServer;
  readonly receiver: WebhookReceiver;
  readonly clock: SettableClock;
  readonly folder: string;
  readonly runtime: Runtime;
  readonly environment: Environment;
  readonly configuration: Configuration;
  /** Moves the program's clock and the Hub's. */
  advance(milliseconds: number): void;
  /** Looks at one organization once, and no further. */
  poll(org: string): Promise<PollReport>;
  /** One pass over all organizations (or these), through to the deliveries that are due. */
  refresh(...orgs: readonly string[]): Promise<RefreshReport>;
  /** `advance` and `refresh`, `times` times. */
  refreshEvery(milliseconds: number, times: number): Promise<void>;
  /** Messages that came since this was last asked, repeats left out. */
  heard(): Heard[];
  /** As a restart: everything is closed, and opened on the same folder; the configuration may be another then. */
  reopen(configure?: (usual: Configuration) => Configuration): Promise<void>;
}

/** The whole pipeline on a fake Hub and a real receiver, in time that the test makes pass. */
export async function startRig(options: RigOptions): Promise<Rig> {
  let now = Date.parse(options.from ?? '2025-07-01T09:00:00Z');
  const clock: SettableClock = {
    now: () => now,
    set: (time) => {
      now = time;
    },
  };
  const { repos = [], organizations = {}, quota = {} } = options;
  const hub = await startHubServer({ repos, organizations, quota, clock });
  const receiver = await startWebhookReceiver({ secret: SECRET });
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-rig-'));
  const environment = readEnvironment({
    HF_ENDPOINT: hub.url,
    MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
    MODELWATCH_CONTACT: 'https://example.org/modelwatch',
    ...(await databaseOfTests()),
    ...options.environment,
  });
  const usual = await usualConfiguration(options.orgs, receiver.url);
  let configuration = options.configure?.(usual) ?? usual;
  let runtime = await open();
  let listened = 0;

  function open(): Promise<Runtime> {
    const log = options.log ?? pino({ level: 'silent' });
    const console = { write: () => {}, color: false, width: 80 };
    return openRuntime({
      configuration,
      environment,
      dataFolder: folder,
      clock,
      use: 'start',
      log,
      metrics: options.metrics ?? null,
      console,
    });
  }

  async function refreshAll(...orgs: readonly string[]): Promise<RefreshReport> {
    const all = [...runtime.sources.values()];
    return await refresh(runtime, orgs.length === 0 ? all : orgs.map((org) => findSource(runtime, org)));
  }

  const advance = (milliseconds: number) => clock.set(now + milliseconds);
  return {
    hub,
    receiver,
    clock,
    folder,
    environment,
    get runtime() {
      return runtime;
    },
    get configuration() {
      return configuration;
    },
    advance,
    poll: (org) => pollSource(runtime, findSource(runtime, org), { waitForLease: 0 }),
    refresh: refreshAll,
    refreshEvery: async (milliseconds, times) => {
      for (let round = 0; round < times; round++) {
        advance(milliseconds);
        await refreshAll();
      }
    },
    heard: () => {
      const fresh = receiver.messages.slice(listened);
      listened += fresh.length;
      return fresh.map(understand);
    },
    reopen: async (configure) => {
      await runtime.close();
      configuration = configure?.(usual) ?? configuration;
      runtime = await open();
    },
    [Symbol.asyncDispose]: async () => {
      try {
        await expectCardsOfCatalog(runtime.database.reader, runtime.labs);
      } finally {
        await closeAll();
      }
    },
  };

  async function closeAll(): Promise<void> {
    await runtime.close();
    await hub.close();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const shippedFolder = fileURLToPath(new URL('../../config', import.meta.url));
/** Read once: every test begins with it. */
const shippedConfiguration = loadConfiguration(shippedFolder, readEnvironment({}));

/** The labs that ship, these organizations, one webhook that is told everything about releases. */
export async function usualConfiguration(orgs: readonly string[], receiver: string): Promise<Configuration> {
  const shipped = await shippedConfiguration;
  const labs = new Map<string, Lab>(shipped.labs.map((lab) => [lab.id, lab]));
  const sources = orgs.map((org) => {
    const lab = labOf(org, shipped.labs);
    labs.set(lab.id, lab);
    return { id: `hf-${org.toLowerCase()}`, kind: 'huggingface-org' as const, lab: lab.id, org };
  });
  return {
    ...shipped,
    labs: [...labs.values()],
    sources,
    channels: [{ id: 'team', kind: 'webhook', url: receiver, secret: SECRET, allow_private_network: true }],
    rules: [{ id: 'releases', on: ['release.*'], to: ['team'] }],
    planned: [],
    baseline: [],
    hiddenRepos: [],
    pins: [],
    secrets: [SECRET],
  };
}

function understand({ body }: { readonly body: Buffer }): Heard {
  const { type, data } = JSON.parse(body.toString()) as { type: string; data: AlertContent };
  return { kind: type, about: data.release?.name ?? data.alert.title, covers: data.alert.covers };
}
