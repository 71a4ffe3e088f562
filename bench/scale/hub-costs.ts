import { gzipSync } from 'node:zlib';
import { type Hub, startHub } from '../poll/hub.ts';
import { figure, type Verdict } from '../poll/verdict.ts';
import { openWatcher, type Watcher } from '../poll/watcher.ts';
import { organizationName, writeConfiguration } from '../poll/world.ts';
import { cheapestOfEach, costOfEach, unitVerdicts } from './unit.ts';

export interface HubSize {
  readonly organizations: number;
  readonly reposEach: number;
  readonly runs: number;
}

/** Organizations of the Hub: unchanged, pushed to, with a repo more; and what each repo of the first look leaves behind. */
export async function measureHubCosts(url: string, size: HubSize): Promise<Verdict[]> {
  const hub = await startHub();
  const names = Array.from({ length: size.organizations }, (_, index) => organizationName(index));
  await hub.tell({ do: 'world', size });
  const watcher = await openWatcher(hub.url, (folder) => writeConfiguration(folder, names), {
    DATABASE_URL: url,
  });
  try {
    return await measureWith(hub, watcher, url, size, names);
  } finally {
    await watcher.close();
    await hub.close();
  }
}

async function measureWith(
  hub: Hub,
  watcher: Watcher,
  url: string,
  size: HubSize,
  names: readonly string[],
): Promise<Verdict[]> {
  const { organizations, reposEach, runs } = size;
  await hub.tell({ do: 'requests' });
  const first = await costOfEach(url, organizations * reposEach, () => watcher.round());
  const { requests = [] } = await hub.tell({ do: 'requests' });
  const lists = requests.filter((path) => path.startsWith('/api/models?'));
  const unchanged = await cheapestOfEach(runs, url, organizations, async () => {
    await hub.tell({ do: 'jitter' });
    await watcher.round();
  });
  const asked = ((await hub.tell({ do: 'requests' })).requests ?? []).length / runs / organizations;
  const pushed = await cheapestOfEach(runs, url, organizations, async (time) => {
    await hub.tell({ do: 'commit', organizations, sha: `${time}`.padStart(40, 'c') });
    await watcher.round();
  });
  await hub.tell({ do: 'requests' });
  const added = await cheapestOfEach(runs, url, organizations, async (time) => {
    for (const name of names) await hub.tell({ do: 'add', name, index: reposEach + time });
    await watcher.round();
  });
  const forNew = ((await hub.tell({ do: 'requests' })).requests ?? []).length / runs / organizations;
  const { raw, compressed } = await sizeOf(`${hub.url}${lists[0]}`);
  return [
    ...unitVerdicts(
      `a repo at the first look (${lists.length / organizations} lists an organization)`,
      first,
    ),
    ...unitVerdicts(`a look at ${reposEach} unchanged repos`, unchanged),
    figure('  requests', asked.toFixed(2)),
    figure('  bytes of an answer, compressed; and not', `${compressed}; ${raw}`),
    ...unitVerdicts('the same, one of them pushed to', pushed),
    ...unitVerdicts('the same, one of them new, through catalog and facts', added),
    figure('  requests', forNew.toFixed(2)),
  ];
}

async function sizeOf(url: string): Promise<{ readonly raw: number; readonly compressed: number }> {
  const body = Buffer.from(await (await fetch(url)).arrayBuffer());
  return { raw: body.length, compressed: gzipSync(body).length };
}
