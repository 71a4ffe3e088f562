/**
 * The daemon's own process, killed (-9) at random while releases come: none may be lost, and none told twice.
 * `npm run test:faults`; `-- --kills 300`, `-- --seconds 60`, `-- --seed 7`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { breachesOf, repeatsOf } from './account.ts';
import { type Daemon, refreshOnce, startDaemon } from './daemon.ts';
import { chanceOf } from './random.ts';
import { startFaultyReceiver } from './receiver.ts';
import { CHANNELS, makeFaultWorld } from './world.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seconds: { type: 'string' }, seed: { type: 'string' } },
});
const seconds = values.seconds === undefined ? null : wholeNumber('seconds', values.seconds);
const kills =
  values.kills === undefined ? (seconds === null ? 300 : null) : wholeNumber('kills', values.kills);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('seed', values.seed);

const SECRET = `whsec_${Buffer.from('a secret for tests alone').toString('base64')}`;
/** A kill comes so long after the start of a process, in milliseconds: some before it watches, some in full work. */
const LIFE = { least: 50, most: 2500 };
/** Between releases, in milliseconds. */
const PAUSE = { least: 300, most: 1000 };
/** What is left when the killing is over is waited for, as long as something still comes; in milliseconds. */
const PATIENCE_MS = 20_000;
const TICK_MS = 150;

console.log(`seed ${seed}: ${kills === null ? `${seconds} s of kills` : `${kills} kills`}`);
const chance = chanceOf(seed);
// Of its own: how its answers fall does not move the kills.
const receiver = await startFaultyReceiver(SECRET, chanceOf(seed + 1));
const world = await makeFaultWorld(receiver.url, SECRET);
let daemon: Daemon | null = null;
const errors: string[] = [];
let isOver = false;
try {
  await refreshOnce(world);
  const ticking = keepTimeMoving();
  const releasing = keepReleasing();
  const began = performance.now();
  let killed = 0;
  let inFlight = 0;
  while (kills === null ? performance.now() - began < (seconds ?? 0) * 1000 : killed < kills) {
    daemon = startDaemon(world);
    await delay(chance.between(LIFE.least, LIFE.most));
    daemon.signal('SIGKILL');
    const end = await daemon.ended;
    errors.push(...daemon.errors);
    if (end !== 'SIGKILL') errors.push(`the daemon ended by itself: ${end}`);
    killed += 1;
    inFlight +=
      world.query<{ count: number }>(`select count(*) as count from deliveries where state = 'sending'`)[0]
        ?.count ?? 0;
    if (killed % 50 === 0)
      console.log(`${killed} kills, ${world.released.length} releases, ${receiver.messages.size} messages`);
  }
  isOver = true;
  await releasing;
  receiver.behave();
  let latest = { messages: 0, at: performance.now() };
  daemon = startDaemon(world);
  while (!hasAll() && performance.now() - latest.at < PATIENCE_MS) {
    if (receiver.messages.size > latest.messages)
      latest = { messages: receiver.messages.size, at: performance.now() };
    await delay(100);
  }
  // Something that should not come would come now.
  await delay(3000);
  daemon.signal('SIGTERM');
  await daemon.ended;
  errors.push(...daemon.errors);
  ticking.abort();

  const account = { kills: killed, inFlight, errors };
  const breaches = breachesOf(account, world, receiver);
  console.log(
    [
      `${killed} kills in ${Math.round((performance.now() - began) / 1000)} s; ${world.released.length} releases to ${CHANNELS.length} channels`,
      `${receiver.requests} requests: ${receiver.messages.size} messages, ${repeatsOf(receiver)} repeats, ${receiver.refused} refused`,
      `${inFlight} on their way at a kill, ${receiver.dropped} taken without an answer: as many repeats can be explained`,
      breaches.length === 0 ? 'none lost, none twice' : `${breaches.length} breaches:`,
      ...breaches.slice(0, 20),
    ].join('\n'),
  );
  process.exitCode = breaches.length === 0 ? 0 : 1;
} finally {
  isOver = true;
  daemon?.signal('SIGKILL');
  await receiver.close();
  await world.close();
}

async function keepReleasing(): Promise<void> {
  const own = chanceOf(seed + 2);
  while (!isOver) {
    world.release(own);
    await delay(own.between(PAUSE.least, PAUSE.most));
  }
}

/** The rhythm of minutes in which sources are looked at, in fractions of seconds. */
function keepTimeMoving(): AbortController {
  const stop = new AbortController();
  const timer = setInterval(() => world.makeDue(), TICK_MS);
  stop.signal.addEventListener('abort', () => clearInterval(timer));
  return stop;
}

function hasAll(): boolean {
  const told = new Set([...receiver.messages.values()].map(({ path, about }) => `${path} ${about}`));
  return world.released.every((name) => CHANNELS.every((path) => told.has(`${path} release.new ${name}`)));
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  console.error(`--${name} ${text}: write a whole number`);
  process.exit(2);
}
