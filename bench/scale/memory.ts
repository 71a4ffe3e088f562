/** The most memory that each role ever has, with the page being read and many repos watched. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/store.ts';
import { freePort } from '../../tests/servers/free-port.ts';
import { type Hub, startHub } from '../poll/hub.ts';
import { belowVerdict, figure, type Verdict } from '../poll/verdict.ts';
import { organizationName, type WorldSize, writeConfiguration } from '../poll/world.ts';
import { Fleet } from './fleet.ts';
import type { Servers } from './servers.ts';
import { until } from './until.ts';

/** `mem_limit` of compose.single.yml. */
const MOST_MEGABYTES = 256;
const PAGES = [
  '/',
  '/catalog',
  '/labs',
  '/charts',
  '/sources',
  '/alerts',
  '/api/v1/releases',
  '/feeds/releases.rss',
];
const READINGS = 20;

export async function measureMemory(servers: Servers, size: WorldSize): Promise<Verdict[]> {
  const hub = await startHub();
  try {
    await hub.tell({ do: 'world', size });
    const apart = await runFleet(hub, size, ['scheduler', 'worker', 'web'], {
      DATABASE_URL: servers.newStoreUrl(),
      REDIS_URL: servers.redisUrl,
    });
    const single = await runFleet(hub, size, ['all'], {});
    return [
      ...[...apart].map(([role, peak]) => figure(`${role}, peak resident`, shown(peak))),
      ...[...single].map(([, peak]) =>
        peak === null
          ? figure('everything in one process', shown(peak))
          : belowVerdict('everything in one process, SQLite: peak resident', peak, MOST_MEGABYTES, 'MB'),
      ),
    ];
  } finally {
    await hub.close();
  }
}

function shown(peak: number | null): string {
  return peak === null ? '–' : `${peak.toFixed(0)} MB`;
}

/** Peaks in megabytes by role, after the first look at everything and some reading of every page. */
async function runFleet(
  hub: Hub,
  size: WorldSize,
  roles: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, number | null>> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-'));
  const configuration = join(folder, 'config');
  const names = Array.from({ length: size.organizations }, (_, index) => organizationName(index));
  writeConfiguration(configuration, names);
  const dataFolder = join(folder, 'data');
  try {
    const options = { configuration, dataFolder, variables: { ...variables, HF_ENDPOINT: hub.url } };
    await using fleet = new Fleet(options);
    const page = `127.0.0.1:${await freePort()}`;
    for (const role of roles) fleet.start(role, role === 'web' || role === 'all' ? page : null);
    await until('the page is served', () => isServed(`http://${page}/healthz`), 500);
    await untilAllIsKnown(dataFolder, variables.DATABASE_URL, size);
    await readPages(`http://${page}`);
    return new Map(roles.map((role) => [role, fleet.peakOf(role)]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isServed(url: string): Promise<boolean> {
  return await fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return true;
    },
    () => false,
  );
}

async function untilAllIsKnown(folder: string, url: string | undefined, size: WorldSize): Promise<void> {
  const database = await openStore({
    folder,
    ...(url === undefined ? {} : { address: { kind: 'postgres', url } as const }),
    use: 'read',
    clock: { now: Date.now },
    clockIsSet: false,
    owner: 'bench/1/1',
  });
  try {
    const repos = size.organizations * size.reposEach;
    await until(
      'the catalog holds every repo',
      async () => {
        const { count } = await database.reader
          .selectFrom('repos')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow();
        return Number(count) >= repos;
      },
      500,
    );
  } finally {
    await database.close();
  }
}

async function readPages(page: string): Promise<void> {
  for (let reading = 0; reading < READINGS; reading++) {
    for (const path of PAGES) {
      const response = await fetch(`${page}${path}`);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
    }
  }
}
