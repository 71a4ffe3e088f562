/** What telling costs: how soon an alert is there, and how many go out. `npm run bench:alerts`; `-- --quick`. */
import { cpus } from 'node:os';
import { sendBare } from './alerts/bare-sender.ts';
import { openPipeline } from './alerts/pipeline.ts';
import { startReceiverProcess } from './alerts/receiver.ts';
import { belowVerdict, figure, printVerdict, type Verdict } from './poll/verdict.ts';

const quick = process.argv.includes('--quick');
const ALERTS = quick ? 100 : 400;
const CHANNELS = 10;
const DELIVERIES = quick ? 3000 : 20_000;
/** What is more than the lanes of a busy pipeline: as many go out at once as there are workers. */
const AT_ONCE = 8;
const MEDIAN_MS = 100;
const P99_MS = 500;
const LEAST_PER_SECOND = 500;
/** A quick run is short, and other things run beside it. */
const NOISE = quick ? 0.7 : 1;

const [cpu] = cpus();
console.log(
  `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores; Node.js ${process.versions.node}; ${process.platform}`,
);
console.log(`${new Date().toISOString().slice(0, 10)}${quick ? '; quick run' : ''}\n`);

using receiver = await startReceiverProcess();
const verdicts: Verdict[] = [];

console.log(`one alert to ${CHANNELS} webhooks, ${ALERTS} times: from the event's commit to the request`);
{
  await using pipeline = await openPipeline(receiver.url, CHANNELS);
  await pipeline.start();
  const times: number[] = [];
  for (let index = 0; index < ALERTS; index++) {
    const committed = await pipeline.release(index);
    for (const { at } of await receiver.expect(CHANNELS)) times.push(at - committed);
  }
  times.sort((left, right) => left - right);
  const share = (part: number) => times[Math.floor(times.length * part)] ?? 0;
  show([
    below('median', share(0.5), MEDIAN_MS),
    below('99th percentile', share(0.99), P99_MS),
    figure('  latest', `${(times.at(-1) ?? 0).toFixed(0)} ms`),
  ]);
}

console.log(`\n${DELIVERIES.toLocaleString('en-US')} deliveries to ${CHANNELS} webhooks that wait already`);
{
  await using pipeline = await openPipeline(receiver.url, CHANNELS);
  await pipeline.queue(DELIVERIES / CHANNELS);
  const began = performance.now();
  const coming = receiver.expect(DELIVERIES);
  await pipeline.start();
  const arrivals = await coming;
  const perSecond = (DELIVERIES / (performance.now() - began)) * 1000;
  await pipeline.stop();
  const bare = sendBare(`${receiver.url}/bare`, DELIVERIES, AT_ONCE);
  await receiver.expect(DELIVERIES);
  const barePerSecond = (DELIVERIES / (await bare)) * 1000;
  const twice = arrivals.length - new Set(arrivals.map(({ id }) => id)).size;
  show([
    figure(`  bare loop: signed posts, ${AT_ONCE} at once, nothing stored`, `${barePerSecond.toFixed(0)}/s`),
    {
      what: 'stored before and after, each once',
      figure: `${perSecond.toFixed(0)}/s`,
      target: `≥ ${(LEAST_PER_SECOND * NOISE).toFixed(0)}/s`,
      met: perSecond >= LEAST_PER_SECOND * NOISE,
    },
    { what: 'told twice', figure: String(twice), target: '0', met: twice === 0 },
  ]);
}

const missed = verdicts.filter(({ met }) => met === false);
console.log(missed.length === 0 ? '\nall targets met' : `\n${missed.length} missed`);
process.exitCode = missed.length === 0 ? 0 : 1;

function below(what: string, value: number, most: number): Verdict {
  return { ...belowVerdict(what, value, most / NOISE, 'ms'), figure: `${value.toFixed(1)} ms` };
}

function show(found: readonly Verdict[]): void {
  for (const verdict of found) printVerdict(verdict);
  verdicts.push(...found);
}
