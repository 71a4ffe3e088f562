/** What polling costs, as ratios within one run. `npm run bench:poll`; with `-- --quick` a smaller run. */
import { cpus } from 'node:os';
import { measureDaemon } from './poll/daemon-memory.ts';
import { measureFeeds } from './poll/feeds.ts';
import { startHub } from './poll/hub.ts';
import { measureLargeBaseline, measureRefresh } from './poll/refresh-cost.ts';
import { measureGrowth } from './poll/store-growth.ts';
import { printVerdict, type Verdict } from './poll/verdict.ts';

const quick = process.argv.includes('--quick');
const size = quick ? { organizations: 20, reposEach: 500 } : { organizations: 60, reposEach: 500 };
const runs = quick ? 3 : 5;
const records = quick ? { small: 10_000, large: 100_000 } : { small: 10_000, large: 1_000_000 };

const [cpu] = cpus();
console.log(
  `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores; Node.js ${process.versions.node}; ${process.platform}`,
);
console.log(
  `${new Date().toISOString().slice(0, 10)}; best of ${runs}, holds the longest of ${runs}${quick ? '; quick run' : ''}\n`,
);

const feeds = quick ? 300 : 1000;
/** A round of 304 answers takes the bare loop 70 ms then: between two such runs lie up to 15 %. */
const QUICK_NOISE = 1.15;

const verdicts: Verdict[] = [];
console.log(`${feeds} feeds of 30 items`);
show(await measureFeeds(feeds, runs, quick ? QUICK_NOISE : 1));
console.log('');
const hub = await startHub();
try {
  console.log(`${size.organizations} organizations of ${size.reposEach} repos`);
  show(await measureRefresh(hub, size, runs));
  show(await measureLargeBaseline(hub, quick ? 2000 : 5000));
  console.log('\nA larger store');
  show(await measureGrowth(hub, records.small, records.large, runs));
  console.log('\nThe daemon');
  show(await measureDaemon(hub, size));
} finally {
  await hub.close();
}

const missed = verdicts.filter(({ met }) => met === false);
for (const { what, figure, target } of missed)
  console.log(`\nmissed: ${what.trim()} is ${figure}, should be ${target}`);
console.log(missed.length === 0 ? '\nall targets met' : '');
process.exitCode = missed.length === 0 ? 0 : 1;

function show(found: readonly Verdict[]): void {
  for (const verdict of found) printVerdict(verdict);
  verdicts.push(...found);
}
