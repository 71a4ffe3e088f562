/**
 * How many pages and answers of the API one core gives, with 20,000 releases and a million claims, and whether polling goes
 * on meanwhile. `npm run bench:web`; with `-- --quick` a tenth of that.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { listSources } from '../src/store/sources.ts';
import { SqliteDatabase } from '../src/store/sqlite-database.ts';
import { STORE_FILE } from '../src/store/store.ts';
import { startHub } from './poll/hub.ts';
import { belowVerdict, figure, printVerdict, type Verdict } from './poll/verdict.ts';
import { type BareServer, startBare } from './web/bare.ts';
import { writeWebConfiguration } from './web/configuration.ts';
import { type LoadResult, load } from './web/load.ts';
import { pinning } from './web/pinned-process.ts';
import { measurePolls, type PollLatency } from './web/poll-latency.ts';
import { fetchRaw, startServer, type WebServer } from './web/server.ts';
import { fillWebStore } from './web/store.ts';

const quick = process.argv.includes('--quick');
const RELEASES = quick ? 2_000 : 20_000;
const SECONDS = quick ? 4 : 10;
const POLL_SECONDS = quick ? 8 : 20;
/**
 * A quick run is judged with this much room: other things run beside it, and what they do to the caches of a core shows in
 * all that is done on it.
 */
const QUICK_NOISE = quick ? 0.4 : 1;
const LEAST_PER_SECOND = 500 * QUICK_NOISE;
const MOST_P99_MS = 50;
const MOST_BYTES = 60_000;
const CONNECTIONS = 10;
const ORGANIZATIONS = 5;
const REPOS_EACH = 200;
/** Half of the polls may be so much later under load than without. A tick comes each second. */
const MOST_LATER_MS = 300;

interface Target {
  readonly name: string;
  readonly path: string;
  /** Whether there is a promise about it. */
  readonly judged: boolean;
  readonly isPage: boolean;
}

const TARGETS: readonly Target[] = [
  { name: 'Latest', path: '/', judged: true, isPage: true },
  { name: 'Catalog, first page', path: '/catalog', judged: true, isPage: true },
  { name: '/api/v1/releases', path: '/api/v1/releases', judged: true, isPage: false },
  { name: 'Catalog by name', path: '/catalog?order=name', judged: false, isPage: true },
  { name: 'Catalog of one licence', path: '/catalog?license=mit', judged: false, isPage: true },
  { name: 'Charts', path: '/charts', judged: false, isPage: true },
];

const [cpu] = cpus();
console.log(
  `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores; Node.js ${process.versions.node}; ${process.platform}`,
);
console.log(
  `${new Date().toISOString().slice(0, 10)}; server ${pinning ? 'on one core, load from another' : 'not kept to one core'}${quick ? '; quick run' : ''}\n`,
);

const verdicts: Verdict[] = [];
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-'));
try {
  await fill();
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const missed = verdicts.filter(({ met }) => met === false);
for (const { what, figure: found, target } of missed)
  console.log(`\nmissed: ${what.trim()} is ${found}, should be ${target}`);
console.log(missed.length === 0 ? '\nall targets met' : '');
process.exitCode = missed.length === 0 ? 0 : 1;

async function fill(): Promise<void> {
  const began = performance.now();
  await fillWebStore(join(folder, 'data'), RELEASES);
  await using store = opened();
  const row = await store.database.reader
    .selectFrom('claims')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `${RELEASES.toLocaleString('en-US')} releases, ${Number(row.count).toLocaleString('en-US')} claims (made in ${seconds} s)`,
  );
}

async function measure(): Promise<void> {
  const hub = await startHub();
  try {
    await hub.tell({ do: 'world', size: { organizations: ORGANIZATIONS, reposEach: REPOS_EACH } });
    writeWebConfiguration(join(folder, 'config'), ORGANIZATIONS);
    await using server = await startServer(folder, hub.url);
    await baselined();
    await using bare = await startBare();
    for (const target of TARGETS) {
      console.log(`\n${target.name}`);
      show(await measureTarget(server, bare, target));
    }
    console.log('\nPolling');
    show(await measurePolling(server));
  } finally {
    await hub.close();
  }
}

async function measureTarget(server: WebServer, bare: BareServer, target: Target): Promise<Verdict[]> {
  const url = `${server.url}${target.path}`;
  const plain = await fetchRaw(url, {});
  const small = await fetchRaw(url, { 'accept-encoding': 'gzip' });
  if (plain.status !== 200 || gunzipSync(small.body).length < 1000)
    throw new Error(`${target.path} is not served`);
  const wish = { url, connections: CONNECTIONS, headers: {}, perSecond: null };
  await load({ ...wish, seconds: 2 });
  const before = server.cpu();
  const own = await load({ ...wish, seconds: SECONDS });
  const each = (server.cpu() - before) / own.answered;
  await bare.answerWith(plain.body.toString());
  const bareAnswers = await load({ ...wish, url: bare.url, seconds: SECONDS / 2 });
  const compressed = await load({ ...wish, headers: { 'accept-encoding': 'gzip' }, seconds: SECONDS / 2 });
  if (own.failed + compressed.failed > 0)
    throw new Error(`${own.failed + compressed.failed} requests for ${target.path} failed`);
  return [
    ...(target.judged ? judged(own, each) : plainly(own, each)),
    figure('  bare Hono with as many bytes', `${bareAnswers.perSecond.toFixed(0)} /s`),
    figure('  answers when each is compressed', `${compressed.perSecond.toFixed(0)} /s`),
    figure('  size', `${(plain.body.length / 1000).toFixed(1)} kB`),
    target.isPage
      ? belowVerdict('  size, compressed', small.body.length / 1000, MOST_BYTES / 1000, 'kB')
      : figure('  size, compressed', `${(small.body.length / 1000).toFixed(1)} kB`),
  ];
}

/**
 * A full run is judged by what was answered. In a quick one other things have most of the core, so it is judged by what
 * would be answered with all of it, which is what each answer takes of one.
 */
function judged({ perSecond, p99 }: LoadResult, each: number): Verdict[] {
  const ofCore = 1000 / each;
  const answers = `${perSecond.toFixed(0)} /s`;
  const capacity = { what: '  answers in a second of CPU', figure: ofCore.toFixed(0) };
  const least = { target: `≥ ${LEAST_PER_SECOND} /s` };
  const latest = `${p99.toFixed(1)} ms`;
  if (quick)
    return [
      figure('  answers, beside all else', answers),
      figure('  99th percentile, beside all else', latest),
      { ...capacity, ...least, met: ofCore >= LEAST_PER_SECOND },
    ];
  return [
    { what: '  answers', figure: answers, ...least, met: perSecond >= LEAST_PER_SECOND },
    { what: '  99th percentile', figure: latest, target: `< ${MOST_P99_MS} ms`, met: p99 < MOST_P99_MS },
    capacity,
  ];
}

function plainly({ perSecond, p99 }: LoadResult, each: number): Verdict[] {
  return [
    figure('  answers', `${perSecond.toFixed(0)} /s`),
    figure('  99th percentile', `${p99.toFixed(1)} ms`),
    figure('  answers in a second of CPU', (1000 / each).toFixed(0)),
  ];
}

async function measurePolling(server: WebServer): Promise<Verdict[]> {
  await using store = opened();
  const quiet = await measurePolls(store.database, POLL_SECONDS);
  const loading = load({
    url: `${server.url}/`,
    connections: CONNECTIONS,
    headers: {},
    seconds: POLL_SECONDS + 4,
    perSecond: LEAST_PER_SECOND,
  });
  const loaded = await measurePolls(store.database, POLL_SECONDS);
  const { perSecond, p99 } = await loading;
  return [
    figure('  from due to done, half of them: nobody looks', inWords(quiet)),
    figure(`  from due to done, half of them: ${perSecond.toFixed(0)} pages/s`, inWords(loaded)),
    belowVerdict(
      '  half of the polls are later by',
      loaded.p50 - quiet.p50,
      MOST_LATER_MS / QUICK_NOISE,
      'ms',
    ),
    figure('  the page meanwhile, 99th percentile', `${p99.toFixed(1)} ms`),
    figure('  resident', `${server.resident().toFixed(0)} MB`),
  ];
}

function inWords({ p50, p99, polls }: PollLatency): string {
  return `${p50} ms, 99 %: ${p99} ms (${polls})`;
}

async function baselined(): Promise<void> {
  await using store = opened();
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
    const rows = await listSources(store.database.reader);
    if (rows.length >= ORGANIZATIONS && rows.every((row) => row.last_good_at !== null)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the sources are not polled');
}

function opened() {
  const database = new SqliteDatabase(join(folder, 'data', STORE_FILE));
  return { database, [Symbol.asyncDispose]: () => database.close() };
}

function show(found: readonly Verdict[]): void {
  for (const verdict of found) printVerdict(verdict);
  verdicts.push(...found);
}
