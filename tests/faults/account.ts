import type { Ledger } from './ledger.ts';
import type { FaultyReceiver, Message } from './receiver.ts';
import { type Recovery, recoveryOf } from './recovery.ts';
import { CHANNELS, type Released } from './world.ts';

/** After the end of a fault everything is as before within so many seconds. */
const LONGEST_RECOVERY_S = 60;

/** What came of one scenario. */
export interface Account {
  readonly faults: number;
  readonly releases: number;
  readonly messages: number;
  /** Messages beyond the first under each id. */
  readonly repeats: number;
  /** So many repeats can be explained: sends whose outcome the program could not know. */
  readonly explained: number;
  /** (release, channel) that never came. */
  readonly lost: number;
  /** (release, channel) that came under more than one id. */
  readonly twice: number;
  /** Null where no fault ended. */
  readonly recovery: Recovery | null;
  /** Longest time from a release to its message, in seconds. */
  readonly slowest: number;
  /** Everything that is not as it must be, in words; none where all is well. */
  readonly breaches: readonly string[];
}

export interface Evidence {
  readonly ledger: Ledger;
  /** Of this scenario. */
  readonly released: readonly Released[];
  /** Of this scenario, and of nothing else. */
  readonly messages: readonly Message[];
  readonly receiver: Pick<FaultyReceiver, 'problems' | 'dropped'>;
  /** Codes of errors that belong to these faults. */
  readonly expectedErrors: RegExp | null;
  readonly damage: readonly string[];
}

export function accountFor(evidence: Evidence): Account {
  const { ledger, released, messages, receiver } = evidence;
  const { lost, twice, strange } = compare(released, messages);
  const repeats = messages.reduce((sum, { taken }) => sum + taken - 1, 0);
  const explained = ledger.inFlight + receiver.dropped;
  const recovery = recoveryOf(ledger.ends, released, messages);
  const breaches = [
    ...receiver.problems,
    ...unexpected(evidence).map((text) => `logged: ${text}`),
    ...lost.map((what) => `${what} never came`),
    ...twice.map((what) => `${what} came under several ids`),
    ...strange.map((what) => `${what} came, and nobody released it`),
    ...evidence.damage.map((what) => `the database: ${what}`),
  ];
  if (repeats > explained)
    breaches.push(`${repeats} repeats, and only ${explained} sends whose outcome could not be known`);
  if (recovery !== null && Math.max(recovery.first, recovery.all) > LONGEST_RECOVERY_S)
    breaches.push(`it took ${recovery.first} s to go on, and ${recovery.all} s to make up for a fault`);
  return {
    faults: ledger.faults,
    releases: released.length,
    messages: messages.length,
    repeats,
    explained,
    lost: lost.length,
    twice: twice.length,
    recovery,
    slowest: slowestOf(released, messages),
    breaches,
  };
}

/** A welcome is told of no release. */
const WELCOME = 'welcome';

function compare(released: readonly Released[], messages: readonly Message[]) {
  const lost: string[] = [];
  const twice: string[] = [];
  const strange: string[] = [];
  for (const path of CHANNELS) {
    const counts = new Map<string, number>();
    for (const message of messages)
      if (message.path === path) counts.set(message.about, (counts.get(message.about) ?? 0) + 1);
    const expected = new Set(released.map(({ name }) => aboutRelease(name)));
    for (const about of expected) if (!counts.has(about)) lost.push(`${path}: ${about}`);
    for (const [about, count] of counts) {
      if (count > 1) twice.push(`${path}: ${about}`);
      if (about !== WELCOME && !expected.has(about)) strange.push(`${path}: ${about}`);
    }
  }
  return { lost, twice, strange };
}

export function aboutRelease(name: string): string {
  return `release.new ${name}`;
}

function unexpected({ ledger, expectedErrors }: Evidence): string[] {
  return ledger.errors
    .filter(({ code }) => expectedErrors === null || !expectedErrors.test(code))
    .map(({ text }) => text.slice(0, LONGEST_LINE));
}

const LONGEST_LINE = 600;

function slowestOf(released: readonly Released[], messages: readonly Message[]): number {
  const since = new Map(released.map(({ name, at }) => [aboutRelease(name), at]));
  const waits = messages.map(({ about, at }) => at - (since.get(about) ?? at));
  return Math.round(Math.max(0, ...waits) / 100) / 10;
}
