import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.ts';

export const POSTGRES_INSTALL = 'apt-get install postgresql && npm run test:servers';

/** Where the programs of PostgreSQL are installed, or null. Debian keeps them out of the PATH, by version. */
export function findPostgres(): string | null {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return [...versionFolders(), ...folders].find((folder) => isExecutable(join(folder, 'initdb'))) ?? null;
}

function versionFolders(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(root).sort((left, right) => Number(right) - Number(left));
    return versions.map((version) => join(root, version, 'bin'));
  } catch {
    // No such folder: not Debian.
    return [];
  }
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
export const postgresIsSkipped = findPostgres() === null && process.env.CI !== 'true';

export interface PostgresServer {
  /** Address of a schema of its own, where nothing is yet. */
  newUrl(): string;
  /** Ends the server with connections still open: as a power cut does unless told, or as an operator's `fast` shutdown. */
  stop(mode?: 'immediate' | 'fast'): Promise<void>;
  /** Starts it again on the same port, with what was committed. */
  start(): Promise<void>;
}

/** Starts a PostgreSQL of its own on a free port, which ends with this process and leaves nothing behind. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === null) throw new Error(`PostgreSQL is not installed: ${POSTGRES_INSTALL}`);
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-postgres-'));
  const user = unprivileged();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  const data = join(folder, 'data');
  const terms = ['-D', data, '-U', 'modelwatch', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'];
  execFileSync(join(programs, 'initdb'), terms, { ...user, cwd: folder, stdio: 'ignore' });
  const port = await freePort();
  const options = Object.entries({ ...SETTINGS, ...settings, port: String(port) });
  const args = ['-D', data, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  let running: ChildProcess | null = null;
  const start = async () => {
    const program = [join(programs, 'postgres'), ...args];
    running = spawn('sh', ['-c', LAUNCHER, folder, ...program], {
      ...user,
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await untilItAnswers(port);
  };
  const stop = async (mode: 'immediate' | 'fast' = 'immediate') => {
    if (running !== null) await end(running, SHUTDOWN[mode]);
    running = null;
  };
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await start();
  let schemas = 0;
  return {
    newUrl: () => {
      schemas += 1;
      return `postgres://modelwatch@127.0.0.1:${port}/postgres?schema=test_${schemas}`;
    },
    start,
    stop,
  };
}

/** Nothing in it is to outlast the test; time-outs are told as they happen to a client whose zone is not the server's. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
  timezone: 'Asia/Kathmandu',
} as const;

// The shell waits on its input. It ends the server by the signal that it reads; when its input closes, also because this
// process was killed, it ends the server at once, and what was stored goes with it.
const LAUNCHER =
  '"$@" >"$0/log" 2>&1 & server=$!; if read -r signal; then kill -"$signal" $server; wait $server; else kill -QUIT $server; wait $server; rm -rf "$0"; fi';

/** https://www.postgresql.org/docs/15/server-shutdown.html */
const SHUTDOWN = { immediate: 'QUIT', fast: 'INT' } as const;

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = ['postgres:', 'nobody:']
    .map((name) => users.find((line) => line.startsWith(name)))
    .find(Boolean);
  const [, , uid, gid] = (entry ?? '').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** On a machine that does other things too, recovery takes its time; in milliseconds. */
const LONGEST_START_MS = 60_000;

async function untilItAnswers(port: number): Promise<void> {
  const began = performance.now();
  for (;;) {
    const client = new pg.Client(`postgres://modelwatch@127.0.0.1:${port}/postgres`);
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() - began > LONGEST_START_MS) throw error;
      await delay(20);
    }
  }
}

async function end(child: ChildProcess, signal: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end(`${signal}\n`);
  await ended;
}

const SHARED = Symbol.for('modelwatch.tests.postgres');

/** One server for all tests of this process: to make one takes two seconds. */
export async function sharedPostgres(): Promise<PostgresServer> {
  const kept = globalThis as { [SHARED]?: Promise<PostgresServer> };
  kept[SHARED] ??= startPostgres();
  return await kept[SHARED];
}
