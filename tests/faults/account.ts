import type { FaultyReceiver } from './receiver.ts';
import { CHANNELS, type FaultWorld } from './world.ts';

/** What was counted while the program was killed again and again. */
export interface Account {
  readonly kills: number;
  /** Deliveries that were on their way when it was killed, of all kills. */
  readonly inFlight: number;
  readonly errors: readonly string[];
}

/** Everything that is not as it must be, in words; none where all is well. */
export function breachesOf(account: Account, world: FaultWorld, receiver: FaultyReceiver): string[] {
  const breaches = [...receiver.problems, ...account.errors.map((line) => `logged: ${line}`)];
  for (const path of CHANNELS) {
    const told = [...receiver.messages.values()].filter((message) => message.path === path);
    const counts = new Map<string, number>();
    for (const { about } of told) counts.set(about, (counts.get(about) ?? 0) + 1);
    const expected = new Set(world.released.map((name) => `release.new ${name}`));
    for (const about of expected) if (!counts.has(about)) breaches.push(`${path}: ${about} never came`);
    for (const [about, count] of counts) {
      if (about !== 'welcome' && !expected.has(about))
        breaches.push(`${path}: ${about} came, and nobody released it`);
      if (count > 1) breaches.push(`${path}: ${about} came under ${count} ids`);
    }
  }
  const repeats = repeatsOf(receiver);
  const explained = account.inFlight + receiver.dropped;
  if (repeats > explained)
    breaches.push(`${repeats} repeats, and only ${explained} sends whose outcome could not be known`);
  const [check] = world.query<{ quick_check: string }>('pragma quick_check');
  if (check?.quick_check !== 'ok') breaches.push(`the database: ${check?.quick_check}`);
  return breaches;
}

/** Messages beyond the first of each id that were taken. */
export function repeatsOf(receiver: FaultyReceiver): number {
  return [...receiver.messages.values()].reduce((sum, { taken }) => sum + taken - 1, 0);
}
