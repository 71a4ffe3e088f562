import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { PERIODIC_JOBS } from '../../jobs/watch-sources.ts';
import { openRuntime, type Runtime } from '../compose.ts';
import type { Configuration } from '../config/configuration.ts';
import { loadConfiguration } from '../config/configuration.ts';
import type { Environment } from '../config/environment.ts';
import type { Log } from '../observability/log.ts';
import { enqueueDuePolls } from '../pipeline/enqueue-due-polls.ts';
import { enqueuePeriodicJobs } from '../pipeline/enqueue-periodic-jobs.ts';
import { makeToken } from '../pipeline/make-token.ts';
import type { Queue } from '../queue/queue.ts';
import { countUnfinishedJobs, type JobKind } from '../store/jobs.ts';
import { listSources } from '../store/sources.ts';
import type { ListenAddress } from '../web/listen-address.ts';
import { type RunningWeb, startWeb } from '../web/start-web.ts';
import { closingScenes } from './closing.ts';
import { type DemoFolder, makeDemoFolder } from './demo-folder.ts';
import { DemoScreen } from './demo-screen.ts';
import { digestScene } from './digest-scene.ts';
import { alertIn, expectedAlert } from './expected-alerts.ts';
import { type HubServer, startHubServer } from './hub-server.ts';
import { killInTheMiddle } from './killed-process.ts';
import { inventedRelease } from './living-world.ts';
import { pageScene } from './page-scene.ts';
import { type Arrival, startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';
import { type DemoWorld, demoWorld, type Happening, letHappen, type WorldDay } from './world.ts';
import { openPlaces, type Places } from './world-places.ts';

export interface DemoOptions {
  readonly environment: Environment;
  /** The shipped configuration, for its labs. */
  readonly shipped: Configuration;
  readonly log: Log;
  readonly write: (text: string) => void;
  readonly color: boolean;
  readonly width: number;
  /** Where the page stays up when the story is told, in a world that goes on until what `ended` gives resolves; null: nowhere. */
  readonly serve: { readonly listen: ListenAddress; readonly ended: () => Promise<unknown> } | null;
}

/** A signing secret for a receiver that lives as long as the demo. */
const SECRET = `whsec_${Buffer.from('a secret for the demo only').toString('base64')}`;
const DIGESTS = PERIODIC_JOBS.filter(({ kind }) => kind === 'send-digests');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Far above what it takes: on a machine busy with other things, slow is not wrong. */
const REST_PATIENCE_MS = 60_000;
const SOMEWHERE: ListenAddress = { host: '127.0.0.1', port: 0 };
const STEP_MS = 6 * HOUR;
const SECONDS_A_STEP = 8;
const STEPS_A_RELEASE = 3;
/** Feeds, pages and lists are due again after a quarter of an hour. */
const PATIENCE_MS = 20 * MINUTE;

/**
 * The real pipeline on a world of its own, over HTTP on this machine: it is quiet about what is there, and tells each
 * release once, through a 429, a kill and a restart. Returns whether everything went as it should.
 */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  const world = demoWorld();
  const hub = await startHubServer({ repos: world.baseline, organizations: world.organizations });
  const places = await openPlaces(world.listed, Date.parse(world.from));
  const receiver = await startWebhookReceiver({ secret: SECRET });
  const weekly = await startWebhookReceiver({ secret: SECRET });
  const screen = new DemoScreen(options);
  const webhooks = { team: receiver.url, weekly: weekly.url, secret: SECRET };
  const folder = makeDemoFolder(world, places, options.shipped.labs, webhooks);
  const demo = new Demo(options, world, { hub, places }, { receiver, weekly }, screen, folder);
  try {
    screen.opening(Object.keys(world.organizations).length, options.environment.redisUrl !== null);
    await demo.play();
    const good = await demo.close();
    if (options.serve !== null) await demo.goOn(options.serve.ended());
    return good;
  } finally {
    await demo.stop();
    await hub.close();
    await places.close();
    await receiver.close();
    await weekly.close();
  }
}

class Demo {
  readonly #options: DemoOptions;
  readonly #world: DemoWorld;
  readonly #hub: HubServer;
  readonly #places: Places;
  readonly #receiver: WebhookReceiver;
  /** Of the weekly digest. */
  readonly #weekly: WebhookReceiver;
  readonly #screen: DemoScreen;
  readonly #folder: DemoFolder;
  readonly #clock: { time: number; now(): number };
  readonly #asked = new Map<JobKind, number>();
  #runtime: Runtime | null = null;
  #queue: Queue | null = null;
  #web: RunningWeb | null = null;
  /** Opens the page that is left up. */
  #token = '';

  constructor(
    options: DemoOptions,
    world: DemoWorld,
    servers: { readonly hub: HubServer; readonly places: Places },
    receivers: { readonly receiver: WebhookReceiver; readonly weekly: WebhookReceiver },
    screen: DemoScreen,
    folder: DemoFolder,
  ) {
    this.#options = options;
    this.#world = world;
    this.#hub = servers.hub;
    this.#places = servers.places;
    this.#receiver = receivers.receiver;
    this.#weekly = receivers.weekly;
    this.#screen = screen;
    this.#folder = folder;
    const time = Date.parse(world.from);
    this.#clock = { time, now: () => this.#clock.time };
  }

  async play(): Promise<void> {
    await this.#start();
    await this.#look(this.#clock.time + MINUTE);
    const states = await listSources(this.#need().database.reader);
    const organizations = states.filter((row) => row.locator.startsWith('huggingface-org:'));
    this.#screen.baselined(
      organizations.length,
      organizations.reduce((sum, row) => sum + (row.last_good_count ?? 0), 0),
      states.length - organizations.length,
      this.#receiver.arrivals.length,
    );
    for (const day of this.#world.days) await this.#live(day);
  }

  /** One release day: a quiet look the evening before, then a look after everything that happens. */
  async #live(day: WorldDay): Promise<void> {
    for (const happening of day.happenings) letHappen(this.#hub, happening);
    const first = Math.min(...day.happenings.map(({ at }) => Date.parse(at)));
    await this.#look(Math.max(this.#clock.time, first - 12 * HOUR));
    this.#screen.day(day);
    const before = this.#receiver.arrivals.length;
    for (const happening of day.happenings.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
      const at = Math.max(this.#clock.time, Date.parse(happening.at)) + 2 * MINUTE;
      await this.#publish(happening, at);
      const begins = happening.meaning === 'new-release' ? happening.release : null;
      if (begins === 'Kimi-K2') await this.#meetRateLimit(at);
      else if (begins === 'GLM-4.5') await this.#meetKill(at);
      else await this.#look(at);
    }
    // What happens in one minute is seen in one look, so it is said for the whole day.
    this.#screen.told(day.happenings, this.#receiver.arrivals.slice(before));
  }

  /** What comes out elsewhere is looked for until shortly before: so it is known how early it can have been there. */
  async #publish({ at, published }: Happening, lookAt: number): Promise<void> {
    if (published === null) return;
    await this.#look(Math.max(this.#clock.time, lookAt - PATIENCE_MS));
    this.#places.publish(published, Date.parse(at));
  }

  async #meetRateLimit(at: number): Promise<void> {
    this.#hub.fail({ author: 'moonshotai', fault: { kind: 'rate-limited', resetsIn: 45 } });
    await this.#look(at);
    const waiting = (await listSources(this.#need().database.reader)).filter(
      (row) => row.last_outcome === 'parked',
    );
    const failures = waiting.reduce((sum, row) => sum + row.failures, 0);
    this.#screen.parked(Math.max(...waiting.map((row) => row.parked_until ?? 0)), failures);
    await this.#look(at + 2 * MINUTE);
  }

  /** Another process sees the release and is killed after the receiver has the alert, before it could note that. */
  async #meetKill(at: number): Promise<void> {
    await this.stop();
    this.#receiver.answerWith({ kind: 'hang' });
    this.#hub.setNow(at);
    this.#clock.time = at;
    await killInTheMiddle({
      folder: this.#folder,
      hubUrl: this.#hub.url,
      variables: this.#options.environment.variables,
      at,
      receiver: this.#receiver,
      write: this.#screen.write,
    });
    this.#screen.killed(this.#receiver.arrivals.at(-1)?.id ?? '');
    await this.#start();
    await this.#look(at + MINUTE);
  }

  /** Moves the world's clock, polls what is due by then, and waits until everything that follows is done. */
  async #look(at: number): Promise<void> {
    this.#clock.time = at;
    this.#hub.setNow(at);
    const { database, clock, sources, announce } = this.#need();
    await enqueueDuePolls({ database, clock, sources, announce });
    await this.#idle();
    await enqueuePeriodicJobs({ database, clock, announce }, DIGESTS, this.#asked);
    await this.#idle();
  }

  async #idle(): Promise<void> {
    const { database, clock, runner } = this.#need();
    const kinds = runner.definitions.map((definition) => definition.kind);
    const deadline = performance.now() + REST_PATIENCE_MS;
    while ((await countUnfinishedJobs(database.reader, kinds, clock.now())) > 0) {
      if (performance.now() > deadline) throw new Error('the demo came to no rest within a minute');
      await delay(5);
    }
  }

  async #start(): Promise<void> {
    const { environment, log } = this.#options;
    const own: Environment = {
      ...environment,
      hfEndpoint: this.#hub.url,
      hfToken: null,
      databaseUrl: null,
      allowPrivateNetwork: true,
      clock: this.#clock.time,
    };
    const configuration = await loadConfiguration(this.#folder.config, own);
    this.#runtime = await openRuntime({
      configuration,
      environment: own,
      dataFolder: this.#folder.data,
      clock: this.#clock,
      use: 'work',
      log,
      console: this.#screen,
    });
    this.#queue = await this.#runtime.openQueue();
    await this.#queue.start();
  }

  async stop(): Promise<void> {
    this.#runtime?.stopPolling();
    await this.#web?.stop();
    await this.#queue?.stop(1000);
    await this.#runtime?.close();
    this.#web = null;
    this.#queue = null;
    this.#runtime = null;
  }

  #need(): Runtime {
    if (this.#runtime === null) throw new Error('the demo is not running');
    return this.#runtime;
  }

  /** Compares what was told, and what the catalog holds, with what happened. */
  async close(): Promise<boolean> {
    const expected = this.#world.days.flatMap(({ happenings }) => happenings).flatMap(expectedAlert);
    const messages: readonly Arrival[] = this.#receiver.messages;
    const told = messages.map(alertIn);
    const { database, labs } = this.#need();
    const listen = this.#options.serve?.listen ?? SOMEWHERE;
    const wish = { name: 'the demo', access: 'write', expiresAt: null } as const;
    // Others may be let in, too: then there has to be one before.
    this.#token = (await makeToken(database, this.#clock, wish)).text;
    this.#web = await startWeb(this.#need(), listen);
    const scenes = [
      ...(await closingScenes(database.reader, labs, this.#world)),
      digestScene('Kimi-K2', this.#weekly.messages, this.#world),
      await pageScene(this.#web.url, 'Kimi-K2'),
    ];
    const exactly = isDeepStrictEqual(expected.toSorted(), told.toSorted());
    this.#screen.ending(this.#folder, scenes, {
      expected,
      told,
      exactly,
      arrivals: this.#receiver.arrivals.length,
    });
    return exactly && messages.every((message) => message.verified) && scenes.every(({ good }) => good);
  }

  /** The world goes on, and the page shows it: a quarter of a day every few seconds, and now and then a release. */
  async goOn(ended: Promise<unknown>): Promise<void> {
    this.#screen.serving(this.#web?.url ?? '', this.#token);
    let going = true;
    const over = ended.then(() => {
      going = false;
    });
    for (let step = 0; going; step++) {
      const at = this.#clock.time + STEP_MS;
      if (step % STEPS_A_RELEASE === 0) this.#hub.add(...inventedRelease(step / STEPS_A_RELEASE, at));
      await this.#look(at);
      await Promise.race([over, delay(SECONDS_A_STEP * 1000, undefined, { ref: false })]);
    }
  }
}
