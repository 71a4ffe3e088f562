/** When a kind of source showed a release first. */
export interface Sign {
  readonly release: string;
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How long after the first sign of a release a kind of source showed it. */
export interface Delays {
  readonly source: string;
  /** How many releases it showed, of those that a second kind of source showed as well. */
  readonly releases: number;
  /** How many of them it showed before all others. */
  readonly first: number;
  /** Milliseconds; a tenth, a quarter, half, three quarters and nine tenths of the releases took no longer. */
  readonly quantiles: readonly [number, number, number, number, number];
}

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

/**
 * Compares kinds of sources by the releases that at least two of them showed: of others nobody was late. The one that was
 * soonest most often comes first. `releases`: how many were compared.
 */
export function compareDelays(signs: readonly Sign[]): {
  readonly releases: number;
  readonly delays: readonly Delays[];
} {
  const waits = new Map<string, number[]>();
  let releases = 0;
  for (const own of Map.groupBy(signs, (sign) => sign.release).values()) {
    if (own.length < 2) continue;
    releases += 1;
    const began = Math.min(...own.map(({ at }) => at));
    for (const { source, at } of own) {
      const known = waits.get(source);
      if (known === undefined) waits.set(source, [at - began]);
      else known.push(at - began);
    }
  }
  const delays = [...waits].map(([source, unsorted]): Delays => {
    const sorted = unsorted.toSorted((left, right) => left - right);
    const [tenth, quarter, half, threeQuarters, nineTenths] = SHARES.map((share) => quantile(sorted, share));
    return {
      source,
      releases: sorted.length,
      first: sorted.filter((wait) => wait === 0).length,
      quantiles: [tenth ?? 0, quarter ?? 0, half ?? 0, threeQuarters ?? 0, nineTenths ?? 0],
    };
  });
  return {
    releases,
    delays: delays.sort(
      (left, right) =>
        left.quantiles[2] - right.quantiles[2] ||
        right.first - left.first ||
        (left.source < right.source ? -1 : 1),
    ),
  };
}

/** The smallest that so large a share does not exceed. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
