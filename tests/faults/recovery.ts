import { aboutRelease } from './account.ts';
import type { Message } from './receiver.ts';
import { CHANNELS, type Released } from './world.ts';

/** How long it took after the end of a fault, in seconds; of several, the longest. */
export interface Recovery {
  /** Until the first message about something that was released after it. */
  readonly first: number;
  /** Until all that was released before its end was told on all channels. */
  readonly all: number;
}

/** `ends` by `performance.now()`. Null where no fault ended. What never came counts nothing: it is lost, not late. */
export function recoveryOf(
  ends: readonly number[],
  released: readonly Released[],
  messages: readonly Message[],
): Recovery | null {
  if (ends.length === 0) return null;
  const told = toldAt(messages);
  const firsts = ends.map((end) => {
    const later = released.filter(({ at }) => at > end).map(({ name }) => told.get(name)?.first ?? Infinity);
    const first = Math.min(...later);
    return Number.isFinite(first) ? first - end : 0;
  });
  const alls = ends.map((end) => {
    const earlier = released.filter(({ at }) => at <= end).map(({ name }) => told.get(name)?.last ?? end);
    return Math.max(0, ...earlier.map((last) => last - end));
  });
  return { first: inSeconds(Math.max(...firsts)), all: inSeconds(Math.max(...alls)) };
}

interface Told {
  /** On the first of the channels. */
  readonly first: number;
  /** On the last of them. */
  readonly last: number;
}

function toldAt(messages: readonly Message[]): Map<string, Told> {
  const byAbout = Map.groupBy(messages, ({ about }) => about);
  return new Map(
    [...byAbout].map(([about, own]) => {
      const times = CHANNELS.flatMap((path) =>
        own.filter((message) => message.path === path).map(({ at }) => at),
      );
      return [about.slice(aboutRelease('').length), { first: Math.min(...times), last: Math.max(...times) }];
    }),
  );
}

function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
