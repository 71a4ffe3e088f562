import { randomBytes } from 'node:crypto';
import { amendMessagesJob } from '../jobs/amend-messages.ts';
import { deliverAlertsJob } from '../jobs/deliver-alerts.ts';
import { fetchFactsJob } from '../jobs/fetch-facts.ts';
import { gatherCatchUpJob } from '../jobs/gather-catch-up.ts';
import { pollFeeds } from '../jobs/poll-feeds.ts';
import { pollHuggingface } from '../jobs/poll-huggingface.ts';
import { pollPages } from '../jobs/poll-pages.ts';
import { pollWikipedia } from '../jobs/poll-wikipedia.ts';
import { pruneJob } from '../jobs/prune.ts';
import { reviewCandidatesJob } from '../jobs/review-candidates.ts';
import { reviewReleaseJob } from '../jobs/review-release.ts';
import { reviewSourcesJob } from '../jobs/review-sources.ts';
import { sendDigestsJob } from '../jobs/send-digests.ts';
import { updateCatalogJob } from '../jobs/update-catalog.ts';
import type { Channel } from './alerts/channel.ts';
import { timingOf } from './alerts/delivery-timing.ts';
import { digestPlans } from './alerts/digest-plan.ts';
import { type ChannelEnvironment, createChannel } from './alerts/registry.ts';
import type { Configuration, SourceConfig } from './config/configuration.ts';
import type { Environment } from './config/environment.ts';
import type { Clock } from './domain/clock.ts';
import { defaultRhythmMinutes } from './domain/schedule.ts';
import type { HostPlaces } from './http/host-places.ts';
import type { RateLimiter } from './http/rate-limit.ts';
import { createHttpClient } from './http/undici-client.ts';
import { userAgent } from './http/user-agent.ts';
import type { Log } from './observability/log.ts';
import { type Meter, type Metrics, NO_METER } from './observability/metrics.ts';
import { createReadings } from './pipeline/create-readings.ts';
import { makeMissingCards } from './pipeline/make-cards.ts';
import { createWatchdogPing } from './pipeline/ping-watchdog.ts';
import type { WatchedSource } from './pipeline/poll-source.ts';
import { Reachability } from './pipeline/reachability.ts';
import type { RefreshDependencies } from './pipeline/refresh.ts';
import { registerConfiguration } from './pipeline/register-configuration.ts';
import type { CatalogDependencies } from './pipeline/update-catalog.ts';
import { createFleetView } from './pipeline/view-fleet.ts';
import { createHealthView } from './pipeline/view-health.ts';
import type { Labs } from './pipeline/view-release.ts';
import type { WelcomeDependencies } from './pipeline/welcome.ts';
import { EmbeddedQueue } from './queue/embedded.ts';
import { claimQueueMode } from './queue/mode.ts';
import type { Queue } from './queue/queue.ts';
import type { QueueViews } from './queue/queue-views.ts';
import { type JobKindDefinition, JobRunner } from './queue/run-job.ts';
import { fingerprintOf } from './sources/fingerprint.ts';
import { hubAccess } from './sources/huggingface/index.ts';
import { createSources } from './sources/registry.ts';
import { cronRhythm, defaultMinutes, minuteRhythm } from './sources/rhythm.ts';
import { hostOf, pollJobOf, publisherOf, turnOf, voiceOf } from './sources/source-standing.ts';
import type { Database } from './store/database.ts';
import { occupyPlace, vacatePlace } from './store/host-places.ts';
import type { EnqueuedJob } from './store/jobs.ts';
import { newLeaseOwner } from './store/leases.ts';
import { readMeta } from './store/meta.ts';
import { observeQuota, parkQuota, reserveSlot, takeFromQuota } from './store/rate-limits.ts';
import { foldName } from './store/records.ts';
import type { ServerClock } from './store/server-clock.ts';
import { openStore, type StoreUse, storeAddress } from './store/store.ts';
import { timeWrites } from './store/timed-database.ts';
import { ofPlaces, ofQuota, ofSlots } from './store/write-scopes.ts';
import type { HealthSources } from './web/health-routes.ts';

/** Everything that the program is made of, put together once. */
export interface Runtime extends RefreshDependencies {
  readonly configuration: Configuration;
  readonly sources: ReadonlyMap<string, WatchedSource>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly labs: Labs;
  /** Address of the Hub, without a slash at its end. */
  readonly hfEndpoint: string;
  readonly newId: (prefix: string) => string;
  readonly welcome: WelcomeDependencies;
  /** For those who watch the program from outside. */
  readonly observation: HealthSources;
  /** What Redis carries, to be looked at; null where there is no Redis. Closed with the runtime. */
  readonly openQueueViews: (() => Promise<QueueViews>) | null;
  /** Brings jobs to workers; not started. Throws where it cannot be reached. */
  openQueue(): Promise<Queue>;
  /** Tells the outside watchdog that all is well, where it is; null: there is none. */
  readonly pingWatchdog: (() => Promise<void>) | null;
  /** Polls under way are given up; nobody is charged. */
  stopPolling(): void;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly configuration: Configuration;
  readonly environment: Environment;
  readonly dataFolder: string;
  /** Null: the true time, by the one clock that all processes of the database go by. */
  readonly clock: Clock | null;
  readonly use: Exclude<StoreUse, 'read' | 'migrate'>;
  readonly log: Log;
  /** What is counted, for whoever asks this process; null: nobody does. */
  readonly metrics?: Metrics | null;
  readonly console: ChannelEnvironment['console'];
}

/** What a Hub quota holds in five minutes: without a token, with one (https://huggingface.co/docs/hub/rate-limits). */
const ANONYMOUS_QUOTA = 500;
const TOKEN_QUOTA = 1000;
/** The same for files, which are counted apart. */
const ANONYMOUS_FILE_QUOTA = 3000;
const TOKEN_FILE_QUOTA = 5000;

/** Puts the program together on the store in the data folder. Throws StoreError and UsageError where that cannot be. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { configuration, environment, log } = options;
  const owner = newLeaseOwner();
  const clockIsSet = environment.clock !== null;
  const opened = await openStore({
    folder: options.dataFolder,
    address: storeAddress(options.dataFolder, environment.databaseUrl),
    use: options.use,
    clock: options.clock ?? MACHINE_CLOCK,
    clockIsSet,
    owner,
  });
  const metrics = options.metrics ?? null;
  const meter = metrics ?? NO_METER;
  const database = metrics === null ? opened : timeWrites(opened, metrics.waitedToWrite);
  let clock: ServerClock | null = null;
  try {
    await claimQueueMode(database, environment.redisUrl === null ? 'embedded' : 'bullmq');
    clock = options.clock === null ? await commonClock(database, log) : givenClock(options.clock);
    return await compose(options, database, owner, clock);
  } catch (error) {
    clock?.stop();
    await database.close();
    throw error;
  }

  async function compose(
    { console }: RuntimeOptions,
    database: Database,
    owner: string,
    clock: ServerClock,
  ): Promise<Runtime> {
    const polling = new AbortController();
    const sending = new AbortController();
    let queue: Queue | null = null;
    const announce = (jobs: readonly EnqueuedJob[]) => queue?.announce(jobs);
    const labs: Labs = new Map(configuration.labs.map((lab) => [lab.id, lab]));
    const sources = watchedSources(configuration, environment);
    const channels = new Map(
      configuration.channels.map((config) => [
        config.id,
        createChannel(config, {
          console,
          allowPrivateNetwork: environment.allowPrivateNetwork,
          templates: configuration.templates,
        }),
      ]),
    );
    const http = createHttpClient({
      userAgent: userAgent(environment.contact),
      allowPrivateNetwork: environment.allowPrivateNetwork,
      limiter: storeLimiter(database, clock),
      places: storePlaces(database),
      clock,
      proxies: configuration.proxies,
      hosts: configuration.hosts,
      onExchange: countExchanges(meter, sources.values()),
    });
    const registration = {
      sources: [...sources.values()],
      channels: [...channels.keys()],
      rules: configuration.rules,
      planned: configuration.planned,
      baseline: configuration.baseline,
      labs,
      hiddenRepos: new Set(configuration.hiddenRepos.map(foldName)),
      pins: configuration.pins,
    };
    const unknown = await registerConfiguration(database, registration, clock, newId);
    await makeMissingCards(database, labs, log);
    if (unknown.length > 0)
      log.warn({ releases: unknown }, 'overrides.yaml speaks of releases that the catalog does not hold');

    const settings = {
      rules: configuration.rules,
      channels: [...channels.keys()],
      labs,
      settling: configuration.settling.ms,
      newId,
    };
    const { hiddenRepos } = registration;
    const catalog: CatalogDependencies = { database, clock, log, settings, hiddenRepos, sources, announce };
    const random = Math.random;
    const network = new Reachability(log);
    const hosts = new Map([...sources].map(([locator, { host }]) => [locator, host]));
    const { signal } = polling;
    const readings = createReadings(configuration.labs, configuration.sources);
    const poll = {
      database,
      http,
      clock,
      log,
      meter,
      random,
      owner,
      network,
      hosts,
      readings,
      signal,
      announce,
    };
    const { knownOrganizations } = readings;
    const review = { database, clock, log, sources, hosts, settings, knownOrganizations, announce };
    // A receiver lets a message be a few minutes old by its own, true, time, whatever a replay's is.
    const wallClock = options.clock === null ? clock : MACHINE_CLOCK;
    const delivery = {
      database,
      http,
      clock,
      wallClock,
      log,
      meter,
      random,
      signal: sending.signal,
      channels,
      hosts,
      timings: new Map(configuration.channels.map((config) => [config.id, timingOf(config)])),
      rules: configuration.rules,
      labs,
      hiddenRepos,
      settling: configuration.settling.ms,
      newId,
      announce,
    };
    const plans = digestPlans(configuration.channels, configuration.rules);
    const digests = { database, clock, plans, labs, hiddenRepos, newId, announce };
    const { hfEndpoint: endpoint, hfToken: token } = environment;
    const facts = {
      database,
      http,
      clock,
      log,
      random,
      hub: hubAccess({ endpoint, token }),
      quotaSize: token === null ? ANONYMOUS_FILE_QUOTA : TOKEN_FILE_QUOTA,
      signal,
      announce,
    };
    const definitions: readonly JobKindDefinition[] = [
      pollHuggingface(poll, sources),
      pollWikipedia(poll, sources),
      pollFeeds(poll, sources),
      pollPages(poll, sources),
      fetchFactsJob(facts),
      updateCatalogJob(catalog),
      reviewReleaseJob(catalog),
      reviewSourcesJob(review),
      reviewCandidatesJob(review),
      sendDigestsJob(digests),
      pruneJob({ database, clock, log }),
      gatherCatchUpJob(catalog),
      deliverAlertsJob(delivery),
      amendMessagesJob(delivery),
    ];
    let views: QueueViews | null = null;
    async function lookAtQueues(redisUrl: string): Promise<QueueViews> {
      const { openQueueViews } = await import('./queue/queue-views.ts');
      const storeId = (await readMeta(database.reader, 'store_id')) ?? '';
      views ??= openQueueViews(
        redisUrl,
        storeId,
        definitions.map(({ kind }) => kind),
        log,
      );
      return views;
    }
    const queueTrouble = () => queue?.trouble ?? null;
    const health = createHealthView({ database, clock, sources, queueTrouble });
    const runner = new JobRunner({ database, clock, log, random, owner }, definitions);

    return {
      ...poll,
      runner,
      review,
      facts,
      digests,
      configuration,
      sources,
      channels,
      labs,
      observation: { health, fleet: createFleetView(database, health), metrics },
      hfEndpoint: endpoint,
      newId,
      welcome: { database, clock, log, sources, channels: [...channels.keys()], labs, newId, announce },
      pingWatchdog:
        environment.watchdogUrl === null
          ? null
          : createWatchdogPing({ url: environment.watchdogUrl, http, log, signal: sending.signal, health }),
      openQueueViews: environment.redisUrl === null ? null : () => lookAtQueues(environment.redisUrl ?? ''),
      openQueue: async () => {
        queue = await createQueue(environment, database, runner, clock, log);
        return queue;
      },
      stopPolling: () => polling.abort(),
      close: async () => {
        polling.abort();
        sending.abort();
        clock.stop();
        await http.close();
        await views?.close();
        await database.close();
      },
    };
  }
}

const MACHINE_CLOCK: Clock = { now: Date.now };

/**
 * By which all processes of the database go: its server's, where it has one. A file is used by processes of one machine,
 * which have its clock in common.
 */
async function commonClock(database: Database, log: Log): Promise<ServerClock> {
  if (database.dialect !== 'postgres') return givenClock(MACHINE_CLOCK);
  const { followServerClock } = await import('./store/server-clock.ts');
  return await followServerClock(database, {
    wrong: (ahead) =>
      log.warn(
        { ahead },
        'the clock of this machine is not that of the database server: the server’s counts',
      ),
    rightAgain: () => log.info('the clock of this machine is that of the database server again'),
  });
}

function givenClock(clock: Clock): ServerClock {
  return { now: () => clock.now(), stop: () => {} };
}

async function createQueue(
  environment: Environment,
  database: Database,
  runner: JobRunner,
  clock: Clock,
  log: Log,
): Promise<Queue> {
  if (environment.redisUrl === null) return new EmbeddedQueue({ runner, database, clock, log });
  const { BullmqQueue } = await import('./queue/bullmq.ts');
  const storeId = (await readMeta(database.reader, 'store_id')) ?? '';
  return new BullmqQueue({ redisUrl: environment.redisUrl, storeId, runner, database, clock, log });
}

/** By locator. */
export function watchedSources(
  configuration: Configuration,
  environment: Environment,
): Map<string, WatchedSource> {
  const { sources: configs } = configuration;
  const quota = environment.hfToken === null ? ANONYMOUS_QUOTA : TOKEN_QUOTA;
  const organizations = configs.filter((config) => config.kind === 'huggingface-org').length;
  const hubMinutes = defaultRhythmMinutes(organizations, quota);
  const watched = createSources(configs, environment).map((source, index): WatchedSource => {
    const config = configs[index] as SourceConfig;
    const minutes = defaultMinutes(config) ?? hubMinutes;
    const turn = turnOf(config);
    const nextDue = config.every === undefined ? minuteRhythm(minutes, turn) : cronRhythm(config.every, turn);
    return {
      id: config.id,
      kind: config.kind,
      lab: config.lab ?? null,
      voice: voiceOf(config),
      publisher: publisherOf(config),
      candidates: config.kind === 'json-api' && config.as === 'organizations',
      fingerprint: fingerprintOf(config, configuration.labs),
      host: hostOf(config, environment.hfEndpoint),
      job: pollJobOf(config),
      source,
      turn,
      nextDue,
    };
  });
  return new Map(watched.map((entry) => [entry.source.locator, entry]));
}

/** Requests are told apart by the kind of source that is watched at their host: few values, however many hosts. */
function countExchanges(
  meter: Meter,
  sources: Iterable<WatchedSource>,
): (url: URL, status: number | null) => void {
  const kinds = new Map([...sources].map(({ host, kind }) => [host, kind]));
  return (url, status) => meter.requested(kinds.get(url.host) ?? 'other', status);
}

/** One limiter for all processes of this store. */
function storeLimiter(database: Database, clock: Clock): RateLimiter {
  return {
    take: (quota) => database.writeUnsynced((tx) => takeFromQuota(tx, quota, clock.now()), ofQuota(quota)),
    reserve: (group, terms) =>
      database.writeUnsynced((tx) => reserveSlot(tx, group, terms, clock.now()), ofSlots(group)),
    observe: (quota, seen) =>
      database.writeUnsynced((tx) => observeQuota(tx, quota, seen, clock.now()), ofQuota(quota)),
    park: (quota, until) => database.writeUnsynced((tx) => parkQuota(tx, quota, until), ofQuota(quota)),
  };
}

/** Places at hosts that ask for few requests at a time, for all processes of this store. */
function storePlaces(database: Database): HostPlaces {
  return {
    occupy: (group, connections, milliseconds) =>
      database.writeUnsynced((tx) => occupyPlace(tx, group, connections, milliseconds), ofPlaces(group)),
    vacate: (place) => database.writeAlone((tx) => vacatePlace(tx, place)),
  };
}

/** `release`, `alert`, `msg` and so on, an underscore, and 16 letters and digits: opaque, never given twice. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('base64url').replaceAll(/[-_]/g, 'x')}`;
}
