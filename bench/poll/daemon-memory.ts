/** What the daemon itself takes, as a process of its own: memory after three polls of every source, CPU in an hour. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listSources, setNextDue } from '../../src/store/sources.ts';
import { SqliteDatabase } from '../../src/store/sqlite-database.ts';
import { STORE_FILE } from '../../src/store/store.ts';
import type { Hub } from './hub.ts';
import { belowVerdict, figure, type Verdict } from './verdict.ts';
import { organizationName, type WorldSize, writeConfiguration } from './world.ts';

const COMMAND = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));
const MOST_MEGABYTES = 250;
const POLLS = 3;
const PATIENCE_MS = 180_000;
const IDLE_MS = 10_000;
/** Organizations, and how often an hour each is looked at: what is shipped. */
const USUAL = { organizations: 40, pollsAnHour: 30 };

export async function measureDaemon(hub: Hub, size: WorldSize): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-'));
  const organizations = Array.from({ length: size.organizations }, (_, index) => organizationName(index));
  await hub.tell({ do: 'world', size });
  writeConfiguration(join(folder, 'config'), organizations);
  const daemon = spawn(
    process.execPath,
    [COMMAND, '--config', join(folder, 'config'), '--data', join(folder, 'data'), '--quiet', 'start'],
    {
      env: { ...process.env, HF_ENDPOINT: hub.url, MODELWATCH_ALLOW_PRIVATE_NETWORK: '1', NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  try {
    return await watchDaemon(daemon, hub, join(folder, 'data'), size);
  } finally {
    const ended = once(daemon, 'exit');
    daemon.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

async function watchDaemon(
  daemon: ChildProcess,
  hub: Hub,
  dataFolder: string,
  size: WorldSize,
): Promise<Verdict[]> {
  const file = join(dataFolder, STORE_FILE);
  // Its first polls it spreads over half a minute by itself.
  await until(
    'the daemon has made its store',
    () => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
  await delay(1000);
  const store = new SqliteDatabase(file);
  const polledSince = async (since: number) =>
    (await listSources(store.reader)).every((row) => (row.last_good_at ?? 0) >= since);
  await until('every source is baselined', () => polledSince(1));
  let pollCpu = Number.NaN;
  for (let poll = 1; poll < POLLS; poll++) {
    await delay(IDLE_MS / 2);
    await hub.tell({ do: 'jitter' });
    const since = Date.now();
    const before = readProcess(daemon.pid)?.cpu ?? Number.NaN;
    // Due at once, instead of in two minutes: the daemon finds them by its own tick.
    await makeDue(store, since);
    await until(`every source is polled ${poll + 1} times`, () => polledSince(since));
    pollCpu = (readProcess(daemon.pid)?.cpu ?? Number.NaN) - before;
  }
  // Polls that come by themselves are counted apart.
  await makeDue(store, Date.now() + 3_600_000);
  await store.close();
  await delay(3000);
  const idleFrom = readProcess(daemon.pid)?.cpu ?? Number.NaN;
  await delay(IDLE_MS);
  const now = readProcess(daemon.pid);
  if (now === null) return [figure('daemon: this system tells nothing of its memory (/proc)', '–')];
  const idleAnHour = ((now.cpu - idleFrom) / IDLE_MS) * 3_600_000;
  const polls = USUAL.organizations * USUAL.pollsAnHour;
  const anHour = (idleAnHour + (pollCpu / size.organizations) * polls) / 1000;
  const kilobytes = statSync(file).size / 1024 / ((size.organizations * size.reposEach) / 1000);
  return [
    belowVerdict(
      `daemon after ${POLLS} polls of every source, peak resident`,
      now.peakMegabytes,
      MOST_MEGABYTES,
      'MB',
    ),
    figure(
      `  CPU in an hour, ${USUAL.organizations} organizations every 2 minutes`,
      `${anHour.toFixed(0)} s`,
    ),
    figure('  database for each 1,000 repos', `${(kilobytes / 1024).toFixed(1)} MB`),
  ];
}

async function makeDue(store: SqliteDatabase, at: number): Promise<void> {
  await store.write(async (tx) => {
    for (const { locator } of await listSources(tx)) await setNextDue(tx, locator, at);
  });
}

/** CPU in milliseconds. Null where the system has no /proc. */
function readProcess(
  pid: number | undefined,
): { readonly cpu: number; readonly peakMegabytes: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // Ticks of 10 ms: so it is on every Linux that Node.js runs on.
    return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, peakMegabytes: Number(peak) / 1024 };
  } catch {
    return null;
  }
}

async function until(what: string, happened: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await happened())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(100);
  }
}
