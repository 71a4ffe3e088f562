import { describe, expect, it } from 'vitest';
import { judgeListing, type ListingHistory } from '../../src/domain/suspicion.ts';

const HOUR = 3_600_000;
const now = Date.parse('2025-07-01T00:00:00Z');

function history(extra: Partial<ListingHistory> = {}): ListingHistory {
  return {
    baselined: true,
    lastGoodCount: 100,
    suspectSince: null,
    suspectPolls: 0,
    suspectCount: null,
    ...extra,
  };
}

describe('a listing is short', () => {
  it.each([
    // last good count, count, verdict
    [100, 100, 'good'],
    [100, 250, 'good'],
    [100, 70, 'good'],
    [100, 69, 'short'],
    [100, 0, 'empty'],
    [10, 6, 'good'],
    [10, 5, 'short'],
    [6, 2, 'good'],
    [6, 1, 'short'],
    [4, 1, 'good'],
    [1, 0, 'empty'],
    [0, 0, 'good'],
    [0, 3, 'good'],
  ])('%i before, %i now: %s', (lastGoodCount, count, verdict) => {
    const judged = judgeListing(history({ lastGoodCount }), count, now);
    expect(judged.kind === 'good' ? 'good' : judged.reason).toBe(verdict);
  });
});

describe('what the overview is asked', () => {
  /** Polls of the same count, an hour apart each, and whether the last of them asks. */
  function asksAfter(polls: number, apart: number): boolean {
    let state = history();
    let asks = false;
    for (let poll = 0; poll < polls; poll++) {
      const verdict = judgeListing(state, 10, now + poll * apart);
      if (verdict.kind === 'good') throw new Error('10 of 100 were believed');
      asks = verdict.ask;
      state = history({ suspectSince: verdict.since, suspectPolls: verdict.polls, suspectCount: 10 });
    }
    return asks;
  }

  it('after twelve equal polls and a day', () => {
    expect(asksAfter(12, (24 / 11) * HOUR)).toBe(true);
    expect(asksAfter(11, 3 * HOUR)).toBe(false);
    expect(asksAfter(13, HOUR)).toBe(false);
    expect(asksAfter(25, HOUR)).toBe(true);
  });

  it('not while the count goes on changing', () => {
    const state = history({ suspectSince: now - 48 * HOUR, suspectPolls: 40, suspectCount: 12 });
    expect(judgeListing(state, 10, now)).toEqual({
      kind: 'suspect',
      reason: 'short',
      polls: 1,
      since: now,
      ask: false,
    });
  });

  it('at once where there is no baseline: an empty first listing has nothing to lose', () => {
    const fresh = history({ baselined: false, lastGoodCount: null });
    expect(judgeListing(fresh, 0, now)).toMatchObject({ kind: 'suspect', reason: 'empty', ask: true });
    expect(judgeListing(fresh, 1, now)).toEqual({ kind: 'good' });
  });
});
