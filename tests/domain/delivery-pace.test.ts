import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextByPace } from '../../src/domain/delivery-pace.ts';

const MINUTE = 60_000;
const twentyAMinute = [{ messages: 20, ms: MINUTE }];

describe('the pace of a service', () => {
  it('lets the first go', () => {
    expect(nextByPace(twentyAMinute, [], 0)).toBeNull();
  });

  it('holds the one that would be too many until the oldest no longer counts', () => {
    const sent = Array.from({ length: 20 }, (_, index) => index * 1000);
    expect(nextByPace(twentyAMinute, sent, 30_000)).toBe(MINUTE);
    expect(nextByPace(twentyAMinute, sent, MINUTE)).toBeNull();
  });

  it('obeys the slower of two', () => {
    const paces = [
      { messages: 1, ms: 1000 },
      { messages: 3, ms: MINUTE },
    ];
    expect(nextByPace(paces, [0, 10_000, 20_000], 20_500)).toBe(MINUTE);
    expect(nextByPace(paces, [10_000, 20_000], 20_500)).toBe(21_000);
  });

  it('is never broken by who waits as told', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 200 }), (gaps) => {
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          now = nextByPace(twentyAMinute, sent, now) ?? now;
          sent.push(now);
        }
        return sent.every((time, index) => {
          const before = sent[index - 20];
          return before === undefined || time - before >= MINUTE;
        });
      }),
    );
  });
});
