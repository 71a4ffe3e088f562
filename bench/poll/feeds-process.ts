/** Measures feeds in a process that did nothing else before, so that its memory is theirs. Arguments: feeds, runs. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createBareFeeds } from './bare-feeds.ts';
import { writeFeedConfiguration } from './feed-world.ts';
import type { FeedCosts } from './feeds.ts';
import { best, type Cost, measure } from './measure.ts';
import { openWatcher } from './watcher.ts';

/** As many as refresh() and the daemon poll at once. */
const AT_ONCE = 6;
/** They are short, and the first of them still feel what was done a moment ago: the best of many, on both sides. */
const UNCHANGED_ROUNDS = 3;
const [feeds = 0, runs = 0] = process.argv.slice(2).map(Number);

const server = fork(fileURLToPath(new URL('feed-server-process.ts', import.meta.url)), [String(feeds)], {
  execArgv: [],
});
const [address] = (await once(server, 'message')) as [string];
const urls = Array.from({ length: feeds }, (_, feed) => `${address}/${feed}`);
const costs = {
  first: [] as Cost[],
  whole: [] as Cost[],
  unchanged: [] as Cost[],
  bareFirst: [] as Cost[],
  bareUnchanged: [] as Cost[],
};

await measureOurs();
const peakMegabytes = peakResident();
const bare = createBareFeeds(urls, AT_ONCE);
await bare.first();
await bare.unchanged();
for (let run = 0; run < runs; run++) {
  costs.bareFirst.push(await measure(() => bare.first()));
  for (let round = 0; round < UNCHANGED_ROUNDS; round++)
    costs.bareUnchanged.push(await measure(() => bare.unchanged()));
  const ours = await measureOurs();
  costs.first.push(ours.first);
  costs.whole.push(ours.whole);
  costs.unchanged.push(ours.unchanged);
}
await bare.close();
server.disconnect();
process.send?.({
  peakMegabytes,
  first: best(costs.first),
  whole: best(costs.whole),
  unchanged: best(costs.unchanged),
  bareFirst: best(costs.bareFirst),
  bareUnchanged: best(costs.bareUnchanged),
} satisfies FeedCosts);

/** Of this process alone: what the operating system says of a child may be its parent's. */
function peakResident(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1024;
}

async function measureOurs() {
  const watcher = await openWatcher(address, (folder) => writeFeedConfiguration(folder, urls));
  const polls = { cpu: 0 };
  const before = process.cpuUsage();
  const whole = await measure(() =>
    watcher.round(undefined, {
      polled: () => {
        const { user, system } = process.cpuUsage(before);
        polls.cpu = (user + system) / 1000;
      },
    }),
  );
  const first = { ...whole, cpu: polls.cpu };
  const unchanged: Cost[] = [];
  for (let round = 0; round < UNCHANGED_ROUNDS; round++) unchanged.push(await measure(() => watcher.round()));
  await watcher.close();
  return { first, whole, unchanged: best(unchanged) };
}
