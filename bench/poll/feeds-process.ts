/** Measures feeds in a process that did nothing else before, so that its memory is theirs. Arguments: feeds, runs. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createBareFeeds } from './bare-feeds.ts';
import { writeFeedConfiguration } from './feed-world.ts';
import type { FeedCosts } from './feeds.ts';
import { best, type Cost, measure } from './measure.ts';
import { openWatcher } from './watcher.ts';

/** As many as refresh() and the daemon poll at once. */
const AT_ONCE = 6;
/** The first of them still feels what was stored a moment ago. */
const UNCHANGED_ROUNDS = 3;
const [feeds = 0, runs = 0] = process.argv.slice(2).map(Number);

const server = fork(fileURLToPath(new URL('feed-server-process.ts', import.meta.url)), [String(feeds)], {
  execArgv: [],
});
const [address] = (await once(server, 'message')) as [string];
const urls = Array.from({ length: feeds }, (_, feed) => `${address}/${feed}`);
const costs = {
  first: [] as Cost[],
  unchanged: [] as Cost[],
  bareFirst: [] as Cost[],
  bareUnchanged: [] as Cost[],
};

await measureOurs();
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
const bare = createBareFeeds(urls, AT_ONCE);
await bare.first();
await bare.unchanged();
for (let run = 0; run < runs; run++) {
  costs.bareFirst.push(await measure(() => bare.first()));
  costs.bareUnchanged.push(await measure(() => bare.unchanged()));
  const ours = await measureOurs();
  costs.first.push(ours.first);
  costs.unchanged.push(ours.unchanged);
}
await bare.close();
server.disconnect();
process.send?.({
  peakMegabytes,
  first: best(costs.first),
  unchanged: best(costs.unchanged),
  bareFirst: best(costs.bareFirst),
  bareUnchanged: best(costs.bareUnchanged),
} satisfies FeedCosts);

async function measureOurs() {
  const watcher = await openWatcher(address, (folder) => writeFeedConfiguration(folder, urls));
  const first = await measure(() => watcher.round());
  const unchanged: Cost[] = [];
  for (let round = 0; round < UNCHANGED_ROUNDS; round++) unchanged.push(await measure(() => watcher.round()));
  await watcher.close();
  return { first, unchanged: best(unchanged) };
}
