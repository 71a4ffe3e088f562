import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { UsageError } from '../errors.ts';
import type { Log } from '../observability/log.ts';

/** How long Redis may take to answer at start: in a composition it starts together with us. */
const CONNECT_PATIENCE_MS = 5_000;

const RECONNECT = {
  connectTimeout: 5_000,
  retryStrategy: (attempt: number) => Math.min(100 * attempt, 2_000),
};

/** While Redis is away an announcement fails at once: its rows wait in the store, and not in our memory too. */
const PRODUCER = {
  ...RECONNECT,
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  socketTimeout: 5_000,
};

/**
 * Workers wait for the connection instead (https://docs.bullmq.io/guide/connections). The time-out finds a peer that
 * went without a word; it is longer than BullMQ's longest blocking read, 10 s.
 */
const CONSUMER = {
  ...RECONNECT,
  lazyConnect: true,
  maxRetriesPerRequest: null,
  socketTimeout: 15_000,
};

/** The connections to one Redis server, and what is known of it. */
export class RedisLink {
  readonly producer: Redis;
  readonly consumer: Redis;
  readonly #url: string;
  readonly #log: Log;
  readonly #onBack: () => void;
  #reachable = false;
  #closed = false;
  #lastTrouble = 'no answer';
  #misconfigured = false;

  /** `onBack` is told when Redis can be reached again. */
  constructor(url: string, log: Log, onBack: () => void) {
    this.#url = url;
    this.#log = log;
    this.#onBack = onBack;
    this.producer = new Redis(url, PRODUCER);
    this.consumer = new Redis(url, CONSUMER);
    this.producer.on('error', (error) => this.report(error));
    this.consumer.on('error', (error) => this.report(error));
  }

  get reachable(): boolean {
    return this.#reachable;
  }

  /**
   * The server was warned of once. BullMQ would write the same to the console, once for each connection, unless it is
   * told not to look; then it also rounds its waits up to whole seconds.
   */
  get misconfigured(): boolean {
    return this.#misconfigured;
  }

  /**
   * Throws UsageError `redis-unreachable` where Redis does not answer within 5 s, if it is `required`; otherwise it is
   * waited for behind the scenes.
   */
  async open(required = true): Promise<void> {
    const connections = [this.producer, this.consumer];
    const ready = Promise.all(connections.map((redis) => becomeReady(redis)));
    const patience = new AbortController();
    const inTime = await Promise.race([
      ready.then(() => true),
      delay(CONNECT_PATIENCE_MS, false, { signal: patience.signal, ref: true }),
    ]);
    patience.abort();
    if (!inTime && required) {
      this.close();
      throw new UsageError('redis-unreachable', 'Redis cannot be reached: start it, or correct REDIS_URL', [
        `${withoutPassword(this.#url)}: ${this.#lastTrouble}`,
      ]);
    }
    this.#reachable = inTime;
    this.producer.on('close', () => this.#lost());
    this.producer.on('ready', () => this.#back());
    if (inTime) await this.#inspect();
    else this.#log.warn({ error: this.#lastTrouble }, 'Redis cannot be reached; it is tried again');
  }

  /** An error of a connection or a command. Trouble with the connection itself is told once, when it is lost. */
  report(error: unknown): void {
    const message =
      error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error);
    if (!this.#reachable) this.#lastTrouble = message;
    if (this.#closed || !this.#reachable || isHarmless(error, message)) {
      this.#log.debug({ err: error }, 'Redis reported an error');
      return;
    }
    this.#log.warn({ err: error }, 'Redis refused a command; the job is brought again');
  }

  /** Whether nobody asked this by that name within `milliseconds`; false where Redis does not say. */
  async isFirst(name: string, milliseconds: number): Promise<boolean> {
    try {
      return (await this.producer.set(name, '1', 'PX', Math.ceil(milliseconds), 'NX')) === 'OK';
    } catch (error) {
      this.report(error);
      return false;
    }
  }

  close(): void {
    this.#closed = true;
    this.#reachable = false;
    this.producer.disconnect();
    this.consumer.disconnect();
  }

  #lost(): void {
    if (this.#closed || !this.#reachable) return;
    this.#reachable = false;
    this.#log.warn('the connection to Redis is lost; jobs wait in the store until it is back');
  }

  #back(): void {
    if (this.#closed || this.#reachable) return;
    this.#reachable = true;
    this.#log.info('the connection to Redis is back');
    this.#onBack();
  }

  /** Another policy lets Redis drop jobs where memory is short (https://docs.bullmq.io/guide/going-to-production). */
  async #inspect(): Promise<void> {
    const info = await this.producer.info();
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'noeviction';
    if (policy !== 'noeviction') {
      this.#misconfigured = true;
      this.#log.warn(
        { policy },
        'Redis may drop jobs where memory is short: set its maxmemory-policy to noeviction',
      );
    }
    const version = /^redis_version:(\d+)\.(\d+)/m.exec(info);
    if (version === null || Number(version[1]) * 100 + Number(version[2]) >= 602) return;
    this.#misconfigured = true;
    this.#log.warn(
      { version: version[0] },
      'this Redis is older than 6.2, with which BullMQ is not tried any more',
    );
  }
}

/** Goes on trying: `connect` itself rejects at the first failure, while ioredis tries again behind it. */
async function becomeReady(redis: Redis): Promise<void> {
  const ready = new Promise<void>((resolve) => redis.once('ready', () => resolve()));
  redis.connect().catch(() => {});
  await ready;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * Of the connection, or of BullMQ's own book-keeping: a job that Redis lost or gave to somebody else while it ran. The
 * row knows what became of it.
 */
function isHarmless(error: unknown, message: string): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    CONNECTION_CODES.has(code) ||
    /^Connection is closed|isn't writeable|max retries per request|connection close|Socket timeout/i.test(
      message,
    ) ||
    /^Missing (lock|key) for job|^Job \S+ is not in the (active|delayed) state|^Lock mismatch|could not renew lock/i.test(
      message,
    )
  );
}

/** For messages: the address as it was given, without what is secret in it. */
export function withoutPassword(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return 'REDIS_URL';
  if (parsed.password !== '') parsed.password = '***';
  if (parsed.searchParams.has('password')) parsed.searchParams.set('password', '***');
  return parsed.href;
}
