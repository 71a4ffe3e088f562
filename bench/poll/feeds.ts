/** What a round over many feeds costs, beside the least that fetching and parsing them can cost. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Cost } from './measure.ts';
import { belowVerdict, figure, ratioVerdict, type Verdict } from './verdict.ts';

export interface FeedCosts {
  /** The polls of the first round. */
  readonly first: Cost;
  /** The first round with all that follows: the catalog takes in what was seen. */
  readonly whole: Cost;
  readonly unchanged: Cost;
  readonly bareFirst: Cost;
  readonly bareUnchanged: Cost;
  readonly peakMegabytes: number;
}

const MOST_TIMES_BARE = { first: 2, unchanged: 3 } as const;
const MOST_MEGABYTES = 250;

/** `noise`: by how much a round may exceed its target, where it is too short to be measured well; 1: by nothing. */
export async function measureFeeds(feeds: number, runs: number, noise = 1): Promise<Verdict[]> {
  const file = fileURLToPath(new URL('feeds-process.ts', import.meta.url));
  const child = fork(file, [String(feeds), String(runs)], {
    // As the daemon runs: see src/cli/start.ts.
    execArgv: ['--expose-gc', '--optimize-for-size'],
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the process that measures feeds ended with ${code}`);
  });
  const [costs] = (await Promise.race([once(child, 'message'), failed])) as [FeedCosts];
  failed.catch(() => {});
  child.disconnect();
  const { first, whole, unchanged, bareFirst, bareUnchanged, peakMegabytes } = costs;
  return [
    figure('bare loop, first time: fetch and parse, CPU', milliseconds(bareFirst)),
    figure('first time, parsed, compared and stored, CPU', milliseconds(first)),
    ratioVerdict('  as a multiple of the bare loop', first.cpu / bareFirst.cpu, MOST_TIMES_BARE.first),
    figure('  and with what the catalog makes of it', milliseconds(whole)),
    figure('bare loop, all unchanged (304), CPU', milliseconds(bareUnchanged)),
    figure('all unchanged (304), CPU', milliseconds(unchanged)),
    ratioVerdict(
      '  as a multiple of the bare loop',
      unchanged.cpu / bareUnchanged.cpu,
      MOST_TIMES_BARE.unchanged * noise,
    ),
    belowVerdict('peak resident', peakMegabytes, MOST_MEGABYTES, 'MB'),
  ];
}

function milliseconds({ cpu }: Cost): string {
  return `${cpu.toFixed(0)} ms`;
}
