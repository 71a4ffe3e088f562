import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronRhythm, minuteRhythm } from '../../src/sources/rhythm.ts';

const MINUTE = 60_000;
const now = Date.parse('2025-07-01T09:00:30Z');

describe('every few minutes', () => {
  it('comes once in each interval, always later than now', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 10 ** 13 }),
        (locator, minutes, after) => {
          const next = minuteRhythm(minutes, locator);
          const first = next(after);
          expect(first).toBeGreaterThan(after);
          expect(first - after).toBeLessThanOrEqual(minutes * MINUTE);
          expect(next(first)).toBe(first + minutes * MINUTE);
        },
      ),
    );
  });

  it('takes what was due in the meantime for one', () => {
    const next = minuteRhythm(2, 'huggingface-org:qwen');
    const late = next(now) + 100 * MINUTE;
    expect(next(late) - late).toBeLessThanOrEqual(2 * MINUTE);
  });
});

describe('by a cron expression, in UTC', () => {
  it.each([
    ['*/5 * * * *', 5],
    ['0 * * * *', 60],
    ['30 4 * * *', 24 * 60],
  ])('%s: at its times, at most a minute later', (expression, minutes) => {
    const next = cronRhythm(expression, 'huggingface-org:qwen');
    const first = next(now);
    const second = next(first);
    expect(first).toBeGreaterThan(now);
    expect(second - first).toBe(minutes * MINUTE);
    expect(first % MINUTE).toBe(second % MINUTE);
  });

  it('does not leave out the time that has come but for its own place in the minute', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 3_600_000 }), (locator, passed) => {
        const after = Date.parse('2025-07-01T09:00:00Z') + passed;
        const next = cronRhythm('*/2 * * * *', locator);
        expect(next(after)).toBeGreaterThan(after);
        expect(next(after) - after).toBeLessThanOrEqual(2 * MINUTE);
      }),
    );
  });

  it('does not depend on the time zone of the machine', () => {
    const at = new Date(cronRhythm('30 4 * * *', 'huggingface-org:qwen')(now)).toISOString();
    expect(at).toMatch(/^2025-07-02T04:3[01]:/);
  });
});
