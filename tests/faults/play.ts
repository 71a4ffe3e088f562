import { setTimeout as delay } from 'node:timers/promises';
import { type Account, aboutRelease, accountFor } from './account.ts';
import { Ledger } from './ledger.ts';
import { chanceOf } from './random.ts';
import type { Play, Stage } from './stage.ts';
import { CHANNELS } from './world.ts';

/** Between releases, in milliseconds. */
const PAUSE = { least: 300, most: 1000 };
/** So many releases may wait to be told: on a machine that is slower than the world, no more come meanwhile. */
const MOST_UNTOLD = 25;
/** So often what waits for its turn is made due, in milliseconds. Looks that find nothing must leave a slow machine time to tell. */
const DUE_EVERY_MS = 1500;
/** What is left is waited for as long as something still comes; a lease that nobody gave back lasts 30 s of it. */
const PATIENCE_MS = 90_000;
/** Something that should not come would come within this, in milliseconds. */
const AFTERWARDS_MS = 2000;

export interface Direction<S extends Stage> {
  readonly stage: S;
  readonly seed: number;
  readonly seconds: number;
  readonly expectedErrors: RegExp | null;
  /** Does the faults, and leaves everything running. */
  perform(play: Play<S>): Promise<void>;
  /** Collects what processes logged. */
  tellErrors(ledger: Ledger): void;
}

/** Plays one scenario while releases come, waits until all is told that can be, and says what came of it. */
export async function playScenario<S extends Stage>(direction: Direction<S>): Promise<Account> {
  const { stage, seed, seconds } = direction;
  const { world, receiver, view } = stage;
  const ledger = new Ledger();
  const before = {
    released: world.released.length,
    known: new Set(receiver.messages.keys()),
    dropped: receiver.dropped,
    problems: receiver.problems.length,
  };
  const releasing = new AbortController();
  const ticking = new AbortController();
  // Chances of their own: how one falls does not move the other.
  const releases = keepReleasing(stage, seed + 2, releasing.signal);
  const ticks = keepTimeMoving(stage, ticking.signal);
  try {
    const deadline = performance.now() + seconds * 1000;
    const isOver = () => performance.now() >= deadline;
    await Promise.race([
      direction.perform({ stage, ledger, chance: chanceOf(seed), seconds, isOver }),
      // A world that no longer moves proves nothing.
      releases.then(neverMind, fail),
      ticks.then(neverMind, fail),
    ]);
    await untilNewsComes(stage, ledger.ends.at(-1) ?? performance.now());
    releasing.abort();
    await releases;
    await untilNothingIsLeft(stage, before.released);
    await delay(AFTERWARDS_MS);
  } finally {
    releasing.abort();
    ticking.abort();
    await Promise.allSettled([releases, ticks]);
  }
  direction.tellErrors(ledger);
  return accountFor({
    ledger,
    released: world.released.slice(before.released),
    messages: [...receiver.messages.values()].filter(({ id }) => !before.known.has(id)),
    receiver: {
      problems: receiver.problems.slice(before.problems),
      dropped: receiver.dropped - before.dropped,
    },
    expectedErrors: direction.expectedErrors,
    damage: await view.damage(),
  });
}

async function neverMind(): Promise<never> {
  return await new Promise(() => {});
}

function fail(error: unknown): never {
  throw error;
}

async function keepReleasing(stage: Stage, seed: number, signal: AbortSignal): Promise<void> {
  const chance = chanceOf(seed);
  while (!signal.aborted) {
    if (untold(stage).length < MOST_UNTOLD) stage.world.release(chance);
    await pause(chance.between(PAUSE.least, PAUSE.most), signal);
  }
}

/** The rhythm of minutes in which sources are looked at, in fractions of seconds. */
async function keepTimeMoving({ view }: Stage, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await view.makeDue();
    await pause(DUE_EVERY_MS, signal);
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {
    // It is over.
  });
}

/** Names of the releases that are not told on all channels. */
function untold({ world, receiver }: Stage, from = 0): string[] {
  const told = new Set([...receiver.messages.values()].map(({ path, about }) => `${path} ${about}`));
  const released = world.released.slice(from).map(({ name }) => name);
  return released.filter((name) => !CHANNELS.every((path) => told.has(`${path} ${aboutRelease(name)}`)));
}

/** Until something is told that was released after `end`, or nothing is told any more. */
async function untilNewsComes({ world, receiver }: Stage, end: number): Promise<void> {
  await whileSomethingComes(receiver, () => {
    const later = new Set(world.released.filter(({ at }) => at > end).map(({ name }) => aboutRelease(name)));
    return [...receiver.messages.values()].some(({ about }) => later.has(about));
  });
}

/** Until all is told, and recorded as told, or nothing comes any more. */
async function untilNothingIsLeft(stage: Stage, from: number): Promise<void> {
  await whileSomethingComes(
    stage.receiver,
    async () => untold(stage, from).length === 0 && (await stage.view.unsent()) === 0,
  );
}

async function whileSomethingComes(
  receiver: { readonly requests: number },
  isThere: () => boolean | Promise<boolean>,
): Promise<void> {
  let latest = { requests: receiver.requests, at: performance.now() };
  while (!(await isThere()) && performance.now() - latest.at < PATIENCE_MS) {
    if (receiver.requests > latest.requests) latest = { requests: receiver.requests, at: performance.now() };
    await delay(100);
  }
}
