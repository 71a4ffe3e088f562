import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { end, spawnPinned } from './pinned-process.ts';

const COMMAND = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));
const PATIENCE_MS = 120_000;

/** The program as it is started by `npm start`, in a process of its own, on a core of its own. */
export interface WebServer extends AsyncDisposable {
  readonly url: string;
  /** Megabytes; NaN where the system does not say. */
  resident(): number;
  /** Milliseconds of a core that it has taken so far; NaN where the system does not say. */
  cpu(): number;
}

export async function startServer(folder: string, hub: string): Promise<WebServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['--config', join(folder, 'config'), '--data', join(folder, 'data'), '--quiet', 'start'];
  const env = { ...process.env, HF_ENDPOINT: hub, MODELWATCH_ALLOW_PRIVATE_NETWORK: '1', NODE_OPTIONS: '' };
  const child = spawnPinned(0, [COMMAND, ...args, '--listen', `127.0.0.1:${port}`], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error('the server did not start');
    }
    await delay(100);
  }
  return {
    url,
    resident: () => residentOf(child.pid),
    cpu: () => cpuOf(child.pid),
    [Symbol.asyncDispose]: () => end(child),
  };
}

export interface Fetched {
  readonly status: number;
  /** As it came over the wire. */
  readonly body: Buffer;
}

/** One answer as it comes, compressed where that is asked for. */
export async function fetchRaw(url: string, headers: Readonly<Record<string, string>>): Promise<Fetched> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject);
  });
  return { status: answer.statusCode ?? 0, body: await buffer(answer) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetchRaw(`${url}/`, {})).status === 200;
  } catch {
    // Nobody listens there yet.
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new RangeError('it listens on a port');
  return address.port;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function residentOf(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    // Another system.
    return Number.NaN;
  }
}

/** User and system time, in ticks of 10 ms: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuOf(pid: number | undefined): number {
  try {
    const [, behindName = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = behindName.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    // Another system.
    return Number.NaN;
  }
}
