/** What a round costs where only downloads and likes moved, beside the least that fetching and parsing can cost. */
import { createBareLoop } from './bare-loop.ts';
import type { Hub } from './hub.ts';
import { best, type Cost, measure } from './measure.ts';
import { belowVerdict, figure, ratioVerdict, type Verdict } from './verdict.ts';
import { openWatcher } from './watcher.ts';
import { organizationName, type WorldSize, writeConfiguration } from './world.ts';

/** As many as refresh() and the daemon poll at once. */
const AT_ONCE = 6;
const MOST_TIMES_BARE = 3;
const LONGEST_HOLD_MS = 100;

export async function measureRefresh(hub: Hub, size: WorldSize, runs: number): Promise<Verdict[]> {
  const organizations = Array.from({ length: size.organizations }, (_, index) => organizationName(index));
  await hub.tell({ do: 'world', size });
  const watcher = await openWatcher(hub.url, (folder) => writeConfiguration(folder, organizations));
  await hub.tell({ do: 'requests' });
  const baseline = await measure(() => watcher.round());
  const { requests = [] } = await hub.tell({ do: 'requests' });
  const addresses = requests.map((path) => hub.url + path);
  const bare = createBareLoop(addresses, AT_ONCE);
  const only = { ours: [] as Cost[], bare: [] as Cost[], commit: [] as Cost[] };
  for (let run = -2; run < runs; run++) {
    await hub.tell({ do: 'jitter' });
    const least = await measure(() => bare.round());
    const ours = await measure(() => watcher.round());
    await hub.tell({ do: 'commit', organizations: size.organizations, sha: `${run + 2}`.padStart(40, 'c') });
    const commit = await measure(() => watcher.round());
    // Two rounds to warm up.
    if (run < 0) continue;
    only.bare.push(least);
    only.ours.push(ours);
    only.commit.push(commit);
  }
  await bare.close();
  await watcher.close();
  const [ours, least, commit] = [best(only.ours), best(only.bare), best(only.commit)];
  const repos = size.organizations * size.reposEach;
  return [
    figure(`bare loop: fetch and JSON.parse of ${requests.length} pages, CPU`, `${least.cpu.toFixed(0)} ms`),
    figure(`refresh, only counters moved (${repos} repos), CPU`, `${ours.cpu.toFixed(0)} ms`),
    ratioVerdict('  as a multiple of the bare loop', ours.cpu / least.cpu, MOST_TIMES_BARE),
    belowVerdict('  longest hold of the event loop', ours.hold, LONGEST_HOLD_MS, 'ms'),
    figure('refresh, each organization pushed to one repo, CPU', `${commit.cpu.toFixed(0)} ms`),
    figure('  as a multiple of the bare loop', `${(commit.cpu / least.cpu).toFixed(2)} ×`),
    belowVerdict('  longest hold of the event loop', commit.hold, LONGEST_HOLD_MS, 'ms'),
    figure('first round: baseline, catalog and all, CPU', `${(baseline.cpu / 1000).toFixed(1)} s`),
    belowVerdict('  longest hold of the event loop', baseline.hold, LONGEST_HOLD_MS, 'ms'),
  ];
}

/** One organization of thousands of repos, taken in for the first time. */
export async function measureLargeBaseline(hub: Hub, repos: number): Promise<Verdict[]> {
  await hub.tell({ do: 'organization', name: 'Vast', repos });
  const watcher = await openWatcher(hub.url, (folder) => writeConfiguration(folder, ['Vast']));
  const cost = await measure(() => watcher.round());
  await watcher.close();
  return [
    figure(`baseline of one organization of ${repos} repos, CPU`, `${(cost.cpu / 1000).toFixed(1)} s`),
    belowVerdict('  longest hold of the event loop', cost.hold, LONGEST_HOLD_MS, 'ms'),
  ];
}
