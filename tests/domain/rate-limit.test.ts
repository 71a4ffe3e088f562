import { describe, expect, it } from 'vitest';
import {
  applyObserved,
  applyPark,
  decideSlot,
  decideTake,
  FURTHEST_SLOT_MS,
  type QuotaState,
  type TakeDecision,
  UNKNOWN_QUOTA,
} from '../../src/domain/rate-limit.ts';

const NOW = 1_000_000;
const WINDOW_END = NOW + 200_000;

function quota(remaining: number, resetsAt = WINDOW_END, parkedUntil: number | null = null): QuotaState {
  return { remaining, resetsAt, parkedUntil };
}

describe('decideTake', () => {
  it('grants what is not known', () => {
    expect(decideTake(null, NOW)).toEqual({ granted: true, reason: 'unknown', state: UNKNOWN_QUOTA });
  });

  it('counts its own takes at once, and keeps a reserve', () => {
    expect(decideTake(quota(3), NOW)).toEqual({ granted: true, reason: 'within-quota', state: quota(2) });
    expect(decideTake(quota(2), NOW)).toEqual({
      granted: false,
      reason: 'exhausted',
      until: WINDOW_END + 1000,
    });
  });

  it('holds an exhausted window a second longer than it says', () => {
    expect(decideTake(quota(0), WINDOW_END + 999).granted).toBe(false);
    expect(decideTake(quota(0), WINDOW_END + 1000)).toMatchObject({ granted: true, reason: 'window-over' });
  });

  it('lets nobody pass before a park ends, however much remains', () => {
    const parked = quota(400, WINDOW_END, NOW + 10);
    expect(decideTake(parked, NOW + 9)).toEqual({ granted: false, reason: 'parked', until: NOW + 10 });
    expect(decideTake(parked, NOW + 10).granted).toBe(true);
  });
});

describe('applyObserved', () => {
  it('takes what it sees where nothing is known', () => {
    expect(applyObserved(null, { remaining: 499, resetsAt: WINDOW_END }, NOW)).toEqual(quota(499));
  });

  it('keeps the smaller count within a window', () => {
    const seen = { remaining: 100, resetsAt: WINDOW_END + 900 };
    expect(applyObserved(quota(90), seen, NOW)).toEqual(quota(90, WINDOW_END + 900));
    expect(applyObserved(quota(110), seen, NOW)).toEqual(quota(100, WINDOW_END + 900));
  });

  it('takes a new window as seen, and an answer of the last one not at all', () => {
    const next = { remaining: 499, resetsAt: WINDOW_END + 300_000 };
    const state = applyObserved(quota(1), next, WINDOW_END + 1);
    expect(state).toEqual(quota(499, WINDOW_END + 300_000));
    expect(applyObserved(state, { remaining: 0, resetsAt: WINDOW_END }, WINDOW_END + 2)).toEqual(state);
  });

  it('leaves a park in place until it is over', () => {
    const parked = quota(9, WINDOW_END, NOW + 10);
    const seen = { remaining: 8, resetsAt: WINDOW_END };
    expect(applyObserved(parked, seen, NOW).parkedUntil).toBe(NOW + 10);
    expect(applyObserved(parked, seen, NOW + 10).parkedUntil).toBeNull();
  });
});

describe('applyPark', () => {
  it('keeps the later wish', () => {
    expect(applyPark(null, NOW + 5)).toEqual({ ...UNKNOWN_QUOTA, parkedUntil: NOW + 5 });
    expect(applyPark(quota(3, WINDOW_END, NOW + 9), NOW + 5).parkedUntil).toBe(NOW + 9);
  });
});

describe('decideSlot', () => {
  it('gives the first slot at once, and the next ones one after the other', () => {
    let nextAt: number | null = null;
    const slots: number[] = [];
    for (let asked = 0; asked < 4; asked++) {
      const decision = decideSlot(nextAt, 3000, FURTHEST_SLOT_MS, NOW);
      if (!decision.granted) throw new Error(decision.reason);
      slots.push(decision.at - NOW);
      nextAt = decision.nextAt;
    }
    expect(slots).toEqual([0, 3000, 6000, 9000]);
    expect(decideSlot(nextAt, 3000, FURTHEST_SLOT_MS, NOW + 60_000)).toMatchObject({
      reason: 'free',
      at: NOW + 60_000,
    });
  });

  it('reserves nothing for whoever will not wait so long, nor for anybody further than a minute', () => {
    const refused = { granted: false, reason: 'queue-too-long', until: NOW + 3000 };
    expect(decideSlot(NOW + 3000, 3000, 2999, NOW)).toEqual(refused);
    expect(decideSlot(NOW + 3000, 3000, 3000, NOW)).toMatchObject({ granted: true, at: NOW + 3000 });
    expect(decideSlot(NOW + 62_000, 3000, Number.POSITIVE_INFINITY, NOW).granted).toBe(false);
  });

  it('is not held up by a slot that nobody can have reserved', () => {
    expect(decideSlot(NOW + 86_400_000, 3000, FURTHEST_SLOT_MS, NOW)).toEqual({
      granted: true,
      reason: 'out-of-reach',
      at: NOW,
      nextAt: NOW + 3000,
    });
  });

  it('keeps a spacing that is longer than anybody waits', () => {
    const first = decideSlot(null, 300_000, FURTHEST_SLOT_MS, NOW);
    expect(first).toMatchObject({ granted: true, nextAt: NOW + 300_000 });
    expect(decideSlot(NOW + 300_000, 300_000, FURTHEST_SLOT_MS, NOW + 1)).toMatchObject({
      granted: false,
      until: NOW + 300_000,
    });
  });
});

/** An upstream with a fixed window, 60 sources that look every two minutes, answers that arrive out of order. */
describe('many sources on one quota', () => {
  it.each([
    [500, 60],
    [200, 60],
    [100, 60],
  ])('%i requests in 5 minutes for %i sources: never a 429', (limit, sources) => {
    let state: QuotaState | null = null;
    let windowStart = NOW - 123_456;
    let used = 0;
    let sent = 0;
    const inFlight: { remaining: number; resetsAt: number; arrives: number }[] = [];
    for (let now = NOW; now < NOW + 3_600_000; now += 250) {
      while (now >= windowStart + 300_000) {
        windowStart += 300_000;
        used = 0;
      }
      for (const answer of inFlight.filter(({ arrives }) => arrives <= now)) {
        inFlight.splice(inFlight.indexOf(answer), 1);
        state = applyObserved(state, answer, now);
      }
      const due = (now - NOW) % 120_000 < sources * 250 ? 1 : 0;
      const decision: TakeDecision | null = due === 0 ? null : decideTake(state, now);
      if (!decision?.granted) continue;
      state = decision.state;
      used++;
      sent++;
      expect(used).toBeLessThanOrEqual(limit);
      const resetsAt = now + Math.ceil((windowStart + 300_000 - now) / 1000) * 1000;
      inFlight.push({ remaining: limit - used, resetsAt, arrives: now + 100 + ((sent * 7919) % 1500) });
    }
    expect(sent).toBeGreaterThan(limit);
  });
});
