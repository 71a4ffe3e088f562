import { describe, expect, it } from 'vitest';
import { judgeSilence, type KnownItem } from '../../src/domain/silence.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2025-06-02T09:00:00Z');

function dated(...days: readonly number[]): KnownItem[] {
  return days.map((day) => ({ datedAt: START + day * DAY, firstSeen: START + day * DAY, baseline: false }));
}

/** Weekdays alone, from a Monday. */
const workdays = [0, 1, 2, 3, 4].flatMap((day) => [0, 1, 2, 3, 4].map((week) => week * 7 + day));
const LAST_FRIDAY = 4 * 7 + 4;

describe('whether a feed is silent', () => {
  it.each([
    ['over a usual weekend', LAST_FRIDAY + 3, false],
    ['over a long weekend', LAST_FRIDAY + 4, false],
    ['for three times its longest pause', LAST_FRIDAY + 9, false],
    ['for longer', LAST_FRIDAY + 9.1, true],
  ])('that pauses at weekends: %s', (_name, day, silent) => {
    const verdict = judgeSilence(dated(...workdays), START + day * DAY);
    expect(verdict).toEqual({
      silent,
      reason: silent ? 'unusually-long' : 'within-its-rhythm',
      since: START + LAST_FRIDAY * DAY,
      limit: 9 * DAY,
    });
  });

  it('is not said of a quick feed before two days', () => {
    const hourly = dated(...Array.from({ length: 400 }, (_, hour) => hour / 24));
    const last = START + (399 / 24) * DAY;
    expect(judgeSilence(hourly, last + 2 * DAY).silent).toBe(false);
    expect(judgeSilence(hourly, last + 2 * DAY + 1)).toMatchObject({ silent: true, limit: 2 * DAY });
  });

  it('takes no single long pause among many for the rhythm', () => {
    const items = dated(...Array.from({ length: 300 }, (_, index) => index / 10 + (index > 100 ? 20 : 0)));
    expect(judgeSilence(items, START + 60 * DAY)).toMatchObject({ silent: true, limit: 2 * DAY });
  });

  it.each([
    ['few items', dated(...workdays.slice(0, 19)), 'too-few-items'],
    ['a week', dated(...Array.from({ length: 30 }, (_, index) => index / 5)), 'too-short-a-history'],
    [
      'what was there at the first look, without dates',
      Array.from({ length: 50 }, () => ({ datedAt: null, firstSeen: START, baseline: true })),
      'too-few-items',
    ],
    [
      'what came at once, without dates',
      Array.from({ length: 50 }, () => ({ datedAt: null, firstSeen: START, baseline: false })),
      'too-short-a-history',
    ],
  ] as const)('cannot be said by %s', (_name, items, reason) => {
    expect(judgeSilence(items, START + 400 * DAY)).toEqual({
      silent: false,
      reason,
      since: null,
      limit: null,
    });
  });

  it('counts an old article that is shown late as a sign of life', () => {
    const late = { datedAt: START - 90 * DAY, firstSeen: START + 40 * DAY, baseline: false };
    expect(judgeSilence([...dated(...workdays), late], START + 45 * DAY)).toMatchObject({
      silent: false,
      since: START + 40 * DAY,
    });
  });
});
