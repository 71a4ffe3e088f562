import { describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS, nextAttempt, shouldSend } from '../../src/domain/delivery-decision.ts';

const NOW = Date.parse('2025-07-28T09:00:00Z');
const middle = () => 0.5;

describe('the next attempt', () => {
  it('follows the schedule of Standard Webhooks, then there is none', () => {
    const waits = Array.from({ length: MAX_ATTEMPTS }, (_, attempts) => {
      const next = nextAttempt(attempts, NOW, middle);
      return next.dead ? null : (next.retryAt - NOW) / 1000;
    });
    expect(waits).toEqual([0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(nextAttempt(MAX_ATTEMPTS, NOW, middle)).toEqual({ dead: true });
  });

  it('is spread by a fifth in either direction', () => {
    expect(nextAttempt(2, NOW, () => 0)).toEqual({ dead: false, retryAt: NOW + 240_000 });
    expect(nextAttempt(2, NOW, () => 1)).toEqual({ dead: false, retryAt: NOW + 360_000 });
  });

  it('is not before the receiver wants it', () => {
    expect(nextAttempt(1, NOW, middle, NOW + 60_000)).toEqual({ dead: false, retryAt: NOW + 60_000 });
    expect(nextAttempt(2, NOW, middle, NOW + 60_000)).toEqual({ dead: false, retryAt: NOW + 300_000 });
  });
});

describe('a delivery that is due', () => {
  const delivery = { alertKind: 'release.new', attempts: 0, channelExists: true } as const;
  const release = { status: 'open-weights', mergedInto: null } as const;
  const removed = { status: 'removed', mergedInto: null } as const;
  const removal = { ...delivery, alertKind: 'release.removed' } as const;

  it.each([
    ['still true', delivery, release, true, 'valid'],
    ['about no release', { ...delivery, alertKind: 'source.failing' }, null, true, 'valid'],
    ['of a removed release', delivery, removed, false, 'release-removed'],
    ['of a merged release', delivery, { ...release, mergedInto: 'rel_1' }, false, 'release-merged'],
    ['of a removal', removal, removed, true, 'valid'],
    ['of a removal that was undone', removal, release, false, 'release-returned'],
    ['to a channel that is gone', { ...delivery, channelExists: false }, release, false, 'channel-removed'],
    ['attempted before', { ...delivery, attempts: 1 }, removed, true, 'already-attempted'],
  ] as const)('%s', (_case, pending, state, send, reason) => {
    expect(shouldSend(pending, state)).toEqual({ send, reason });
  });
});
