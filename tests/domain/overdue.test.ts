import { describe, expect, it } from 'vitest';
import { findOldestOverdue, isScheduleSilent } from '../../src/domain/overdue.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

function source(
  id: string,
  dueMinutesAgo: number,
  rhythmMinutes: number,
  jobMinutesAgo: number | null = null,
) {
  return {
    id,
    nextDueAt: NOW - dueMinutesAgo * MINUTE,
    jobSince: jobMinutesAgo === null ? null : NOW - jobMinutesAgo * MINUTE,
    rhythm: rhythmMinutes * MINUTE,
  };
}

describe('the source that waits longest', () => {
  it.each([
    ['none is due', [source('a', -1, 2)], null],
    ['one that is due since a minute', [source('a', 1, 2)], { id: 'a', minutes: 1, late: false }],
    ['a quarter of an hour is no delay yet', [source('a', 15, 2)], { id: 'a', minutes: 15, late: false }],
    ['after that it is', [source('a', 16, 2)], { id: 'a', minutes: 16, late: true }],
    ['but not within three rhythms', [source('a', 179, 60)], { id: 'a', minutes: 179, late: false }],
    ['after those it is', [source('a', 181, 60)], { id: 'a', minutes: 181, late: true }],
    [
      'a job that waits counts from when it was due',
      [source('a', -1, 2, 40)],
      { id: 'a', minutes: 40, late: true },
    ],
    ['a job that is put off does not', [source('a', -1, 2, -5)], null],
    [
      'one that is late comes before one that waits longer by its own rhythm',
      [source('daily', 600, 1440), source('quick', 20, 2)],
      { id: 'quick', minutes: 20, late: true },
    ],
  ])('%s', (_what, sources, expected) => {
    const found = findOldestOverdue(sources, NOW);
    const shown =
      found === null ? null : { id: found.id, minutes: (NOW - found.since) / MINUTE, late: found.late };
    expect(shown).toEqual(expected);
  });
});

it('a schedule is silent when nobody looked for five minutes, and not before anybody did', () => {
  expect([null, 0, 5 * MINUTE, 5 * MINUTE + 1].map(isScheduleSilent)).toEqual([false, false, false, true]);
});
