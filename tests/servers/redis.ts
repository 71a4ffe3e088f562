import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';

export const REDIS_INSTALL = 'apt-get install redis-server && npm run test:servers';

/** Where redis-server is installed, or null. */
export function findRedisServer(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const files = folders.filter((folder) => folder !== '').map((folder) => join(folder, 'redis-server'));
  return files.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** In CI a server that is missing is a fault of the machine, not a reason to test less. */
export const redisIsSkipped = findRedisServer() === null && process.env.CI !== 'true';

export interface RedisServer {
  readonly url: string;
  /** Loses everything. */
  empty(): Promise<void>;
  /** Ends the server, with connections still open. */
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>;
  /** Connections stay, new ones come about, and nobody answers: as where a network swallows everything. */
  freeze(): void;
  thaw(): void;
}

/** Starts a Redis of its own on a free port, which keeps nothing on disk and ends with this process. */
export async function startRedis(options: readonly string[] = []): Promise<RedisServer> {
  const program = findRedisServer();
  if (program === null) throw new Error(`redis-server is not installed: ${REDIS_INSTALL}`);
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-redis-'));
  const port = await freePort();
  const start = async () => {
    mkdirSync(folder, { recursive: true });
    return await launch(program, ['--port', String(port), '--dir', folder, ...options], port);
  };
  let running = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    empty: async () => await withClient(port, async (client) => void (await client.flushall())),
    stop: async () => {
      await end(running);
      rmSync(folder, { recursive: true, force: true });
    },
    restart: async () => {
      await end(running);
      running = await start();
    },
    freeze: () => void running.stdin?.write('STOP\n'),
    thaw: () => void running.stdin?.write('CONT\n'),
  };
}

// The shell passes on the signals that it reads, and ends the server when its input closes: also when this process is
// killed.
const LAUNCHER =
  '"$0" "$@" >/dev/null 2>&1 & server=$!; while read -r signal; do kill -"$signal" $server; done; kill -9 $server; wait $server';

async function launch(program: string, options: readonly string[], port: number): Promise<ChildProcess> {
  const fixed = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('sh', ['-c', LAUNCHER, program, ...fixed, ...options], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await withClient(port, async (client) => void (await client.ping()));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  await ended;
}

async function withClient(port: number, work: (client: Redis) => Promise<void>): Promise<void> {
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: 250 });
  // Refused until the server listens.
  client.on('error', () => {});
  try {
    await work(client);
  } finally {
    client.disconnect();
  }
}
