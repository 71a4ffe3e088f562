import { describe, expect, it } from 'vitest';
import { compareDelays } from '../../src/domain/chart-delays.ts';

const sign = (release: string, source: string, at: number) => ({ release, source, at });

describe('delays from the first sign', () => {
  it('are counted from whoever was first, of each release', () => {
    const { releases, delays } = compareDelays([
      sign('a', 'hub', 1000),
      sign('a', 'outlet', 4000),
      sign('b', 'outlet', 500),
      sign('b', 'hub', 700),
    ]);
    expect(releases).toBe(2);
    expect(delays).toEqual([
      { source: 'hub', releases: 2, first: 1, quantiles: [0, 0, 0, 200, 200] },
      { source: 'outlet', releases: 2, first: 1, quantiles: [0, 0, 0, 3000, 3000] },
    ]);
  });

  it('leave out what one kind of source alone showed', () => {
    expect(compareDelays([sign('a', 'hub', 1), sign('b', 'outlet', 5)])).toEqual({
      releases: 0,
      delays: [],
    });
  });

  it('say what a share of the releases did not exceed', () => {
    const signs = Array.from({ length: 100 }, (_, index) => [
      sign(`release-${index}`, 'hub', 0),
      sign(`release-${index}`, 'outlet', index + 1),
    ]).flat();
    const { delays } = compareDelays(signs);
    expect(delays.map(({ source }) => source)).toEqual(['hub', 'outlet']);
    expect(delays[1]).toEqual({ source: 'outlet', releases: 100, first: 0, quantiles: [10, 25, 50, 75, 90] });
  });
});
