import { describe, expect, it } from 'vitest';
import {
  decideTelling,
  failTogether,
  isGone,
  type SourceFacts,
  stateOfSource,
} from '../../src/domain/source-health.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2025-07-10T12:00:00Z');

const well: SourceFacts = {
  lastOutcome: 'changed',
  lastGoodAt: NOW,
  parkedUntil: null,
  failingSince: null,
  failures: 0,
  errorCode: null,
  suspectSince: null,
  goneSince: null,
  told: null,
};

function failing(minutes: number, failures: number, more: Partial<SourceFacts> = {}): SourceFacts {
  const failingSince = NOW - minutes * MINUTE;
  return { ...well, lastOutcome: 'failed', failingSince, failures, errorCode: 'upstream-status', ...more };
}

function missing(code: string, ms: number, failures: number, more: Partial<SourceFacts> = {}): SourceFacts {
  return failing(ms / MINUTE, failures, { errorCode: code, goneSince: NOW - ms, ...more });
}

describe('the state of a source', () => {
  it.each([
    ['never', { ...well, lastOutcome: null, lastGoodAt: null }],
    ['ok', well],
    ['unchanged', { ...well, lastOutcome: 'unchanged' }],
    ['failing', failing(1, 0)],
    ['suspect', { ...well, lastOutcome: 'suspect', suspectSince: NOW - MINUTE }],
    ['failing', failing(1, 1, { suspectSince: NOW - DAY })],
    ['parked', { ...well, lastOutcome: 'parked', parkedUntil: NOW + 1 }],
    ['ok', { ...well, parkedUntil: NOW }],
    ['silent', { ...well, told: 'silent' }],
    ['failing', failing(1, 1, { told: 'silent' })],
    ['failing', missing('upstream-not-found', 3 * DAY - 1, 80)],
    ['gone', missing('upstream-not-found', 3 * DAY, 80)],
    ['gone', missing('upstream-gone', HOUR, 2)],
    ['parked', missing('upstream-gone', HOUR, 2, { parkedUntil: NOW + 1 })],
  ] as const)('%s', (state, source) => {
    expect(stateOfSource(source, NOW)).toBe(state);
  });

  it.each([
    ['one poll alone', missing('upstream-gone', HOUR, 1), false],
    ['two polls within the hour', missing('upstream-gone', HOUR - 1, 2), false],
    ['404 for an hour', missing('upstream-not-found', HOUR, 9), false],
    ['another failure after days of 404', missing('upstream-status', 4 * DAY, 90), false],
    ['a 404 once more after other failures', missing('upstream-not-found', 4 * DAY, 90), true],
  ])('is it gone: %s', (_name, source, gone) => {
    expect(isGone(source, NOW)).toBe(gone);
  });
});

describe('what operators are told', () => {
  it.each([
    ['all is well', well, null, 'well'],
    ['a first failure', failing(0, 1), null, 'first-hiccups'],
    ['three failures within minutes', failing(14, 3), null, 'first-hiccups'],
    ['two failures in hours', failing(300, 2), null, 'first-hiccups'],
    ['no failure that is charged', failing(600, 0, { errorCode: 'network' }), null, 'first-hiccups'],
    ['three failures in a quarter of an hour', failing(15, 3), 'failing', 'keeps-failing'],
    ['a failure after silence was told', failing(15, 3, { told: 'silent' }), 'failing', 'keeps-failing'],
    ['the same once more', failing(16, 4, { told: 'failing' }), null, 'told-before'],
    ['a failure after it was gone', failing(9, 9, { told: 'gone' }), null, 'told-before'],
    ['410 for minutes', missing('upstream-gone', 20 * MINUTE, 5), null, 'may-be-gone'],
    ['410 for an hour', missing('upstream-gone', HOUR, 6), 'gone', 'not-there'],
    ['404 for minutes', missing('upstream-not-found', 20 * MINUTE, 5), 'failing', 'keeps-failing'],
    ['404 for days', missing('upstream-not-found', 3 * DAY, 80, { told: 'failing' }), 'gone', 'not-there'],
    ['404 for weeks', missing('upstream-not-found', 30 * DAY, 99, { told: 'gone' }), null, 'told-before'],
    ['suspect for hours', { ...well, suspectSince: NOW - 23 * HOUR }, null, 'suspect-for-now'],
    ['suspect for a day', { ...well, suspectSince: NOW - DAY }, 'failing', 'suspect-for-a-day'],
    ['suspect for two', { ...well, suspectSince: NOW - 2 * DAY, told: 'failing' }, null, 'told-before'],
    ['well after it failed', { ...well, told: 'failing' }, 'recovered', 'works-again'],
    ['well after it was gone', { ...well, told: 'gone' }, 'recovered', 'works-again'],
    ['well while others are waited for', { ...well, told: 'recovering' }, 'recovered', 'works-again'],
    ['parked after it failed', { ...well, lastOutcome: 'parked', told: 'failing' }, null, 'parked'],
    ['suspect after it failed', { ...well, suspectSince: NOW, told: 'failing' }, null, 'told-before'],
    ['failing again before that was told', failing(1, 1, { told: 'recovering' }), 'relapsed', 'fails-again'],
    ['silent', { ...well, told: 'silent' }, null, 'well'],
  ] as const)('%s', (_name, source, tell, reason) => {
    expect(decideTelling(source, NOW)).toEqual({ tell, reason });
  });
});

describe('what fails for one reason', () => {
  it.each([
    ['what began within the hour', failing(90, 9), failing(30, 3), true],
    ['what began later', failing(91, 9), failing(30, 3), false],
    [
      'what nobody answers for',
      failing(900, 9, { errorCode: 'network' }),
      failing(3, 1, { errorCode: 'network' }),
      true,
    ],
    ['what does not fail', failing(3, 3), well, false],
  ])('%s', (_name, one, other, is) => {
    expect([failTogether(one, other), failTogether(other, one)]).toEqual([is, is]);
  });
});
