import { expect, test } from 'vitest';
import { type ChannelStanding, decideTurn } from '../../src/domain/delivery-turn.ts';

const NOW = 1_000_000_000;
const HOUR = 3_600_000;
const free: ChannelStanding = {
  paces: [],
  cap: null,
  sent: [],
  askedToWaitUntil: null,
  pausedUntil: null,
  quietUntil: null,
  undecidedUntil: null,
};

function turn(standing: Partial<ChannelStanding>) {
  return decideTurn({ ...free, ...standing }, NOW);
}

test('nothing to wait for', () => {
  expect(turn({})).toEqual({ kind: 'now' });
  expect(turn({ askedToWaitUntil: NOW, quietUntil: NOW - 1 })).toEqual({ kind: 'now' });
  expect(turn({ cap: { messages: 2, ms: HOUR }, sent: [NOW - 1] })).toEqual({ kind: 'now' });
});

test.each<[string, Partial<ChannelStanding>, number, boolean]>([
  ['quiet-hours', { quietUntil: NOW + 5 }, 5, false],
  ['asked-to-wait', { askedToWaitUntil: NOW + 5, quietUntil: NOW + 4 }, 5, false],
  ['pace', { paces: [{ messages: 1, ms: 10 }], sent: [NOW - 4] }, 6, false],
  ['capped', { cap: { messages: 2, ms: HOUR }, sent: [NOW - 5, NOW - 9, NOW - 3] }, HOUR - 5, true],
  ['facts', { quietUntil: NOW + 9, undecidedUntil: NOW + 5 }, 5, false],
  // It is more than is taken although something else holds it longer.
  ['quiet-hours', { cap: { messages: 1, ms: 10 }, sent: [NOW - 4], quietUntil: NOW + 50 }, 50, true],
])('%s is waited for', (reason, standing, wait, capped) => {
  expect(turn(standing)).toEqual({ kind: 'later', at: NOW + wait, reason, capped });
});

test('what a clock that was put back left in the future is not waited for', () => {
  const cap = { messages: 1, ms: HOUR };
  expect(turn({ cap, sent: [NOW + 400 * 24 * HOUR] })).toEqual({ kind: 'now' });
  expect(turn({ cap, sent: [NOW + 1000] })).toMatchObject({ at: NOW + HOUR + 1000 });
});
