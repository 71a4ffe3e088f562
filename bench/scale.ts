/**
 * What several processes on one PostgreSQL and one Redis do. `npm run bench:scale`; with `-- --quick` a smaller run, with
 * `-- --only jobs,workers,costs,memory` some of it.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { printVerdict, type Verdict } from './poll/verdict.ts';
import { measureDeliveryCosts } from './scale/delivery-costs.ts';
import { measureFeedCosts } from './scale/feed-costs.ts';
import { measureHubCosts } from './scale/hub-costs.ts';
import { measureJobs } from './scale/jobs.ts';
import { measureMemory } from './scale/memory.ts';
import { startServers } from './scale/servers.ts';
import { measureWorkers } from './scale/workers.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'jobs,workers,costs,memory' },
  },
});
const { quick } = values;
const chosen = new Set(values.only.split(','));
/**
 * A quick run is short, and other work runs beside it on the same two cores, which two workers use up alone: so much of a
 * multiple is enough then. It shows that more workers do more, not how much more.
 */
const TOLERANCE = quick ? 0.4 : 1;

const [cpu] = cpus();
console.log(
  `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores; Node.js ${process.versions.node}; ${process.platform}`,
);
console.log(
  `${new Date().toISOString().slice(0, 10)}; the servers run on the same cores${quick ? `; quick run: ${TOLERANCE} of a multiple is enough, and jobs are judged by their processor time` : ''}\n`,
);

const verdicts: Verdict[] = [];
const servers = await startServers();
try {
  if (chosen.has('jobs')) {
    const size = quick
      ? { jobs: 3000, runs: 1, workers: [2], busy: true }
      : { jobs: 20_000, runs: 3, workers: [1, 2, 4], busy: false };
    show(`Jobs: ${size.jobs.toLocaleString('en')} of them`, await measureJobs(servers, size));
  }
  if (chosen.has('workers')) {
    const size = quick
      ? { feeds: 240, runs: 1, tolerance: TOLERANCE }
      : { feeds: 960, runs: 3, tolerance: 1 };
    show(`Slow upstreams: ${size.feeds} feeds that answer after 200 ms`, await measureWorkers(servers, size));
  }
  if (chosen.has('costs')) {
    const size = { organizations: quick ? 5 : 20, reposEach: 500, runs: quick ? 1 : 3 };
    show('What one costs: the Hub', await measureHubCosts(servers.newStoreUrl(), size));
    show('What one costs: feeds', await measureFeedCosts(servers.newStoreUrl(), quick ? 50 : 300, size.runs));
    show(
      'What one costs: deliveries',
      await measureDeliveryCosts(servers.newStoreUrl(), quick ? 1000 : 10_000),
    );
  }
  if (chosen.has('memory')) {
    const size = { organizations: quick ? 5 : 40, reposEach: 500 };
    show(
      `Memory: ${size.organizations} organizations of ${size.reposEach} repos`,
      await measureMemory(servers, size),
    );
  }
} finally {
  await servers.stop();
}

const missed = verdicts.filter(({ met }) => met === false);
for (const { what, figure, target } of missed)
  console.log(`missed: ${what.trim()} is ${figure}, should be ${target}`);
console.log(missed.length === 0 ? 'all targets met' : '');
process.exitCode = missed.length === 0 ? 0 : 1;

function show(title: string, found: readonly Verdict[]): void {
  console.log(title);
  for (const verdict of found) printVerdict(verdict);
  console.log('');
  verdicts.push(...found);
}
