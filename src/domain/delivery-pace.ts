/** At most `messages` in any `ms` milliseconds. */
export interface Pace {
  readonly messages: number;
  readonly ms: number;
}

/** How far back what was sent has to be known, in milliseconds. */
export function longestPace(paces: readonly Pace[]): number {
  return Math.max(0, ...paces.map(({ ms }) => ms));
}

/**
 * When the next message may go out, in milliseconds since 1970; null: now. `sent`: when messages went out, in any order.
 * What went out by a clock that was far ahead and was put back is not waited for.
 */
export function nextByPace(paces: readonly Pace[], sent: readonly number[], now: number): number | null {
  const newestFirst = [...sent].sort((left, right) => right - left);
  const waits = paces.flatMap(({ messages, ms }) => {
    const oldestThatCounts = newestFirst.filter((time) => time <= now + ms)[messages - 1];
    return oldestThatCounts === undefined || oldestThatCounts + ms <= now ? [] : [oldestThatCounts + ms];
  });
  return waits.length === 0 ? null : Math.max(...waits);
}
