import { expect, it } from 'vitest';
import { afterFailure, type ChannelHealth, WELL } from '../../src/domain/channel-health.ts';

const MINUTE = 60_000;
const START = Date.parse('2025-07-01T09:00:00Z');

/** After failures at these minutes. */
function after(minutes: readonly number[], refused = false, from: ChannelHealth = WELL) {
  let health = from;
  const told: number[] = [];
  for (const minute of minutes) {
    const next = afterFailure(health, { refused, at: START + minute * MINUTE });
    health = next.health;
    if (next.tell) told.push(minute);
  }
  const paused = health.pausedUntil === null ? null : (health.pausedUntil - START) / MINUTE;
  return { health, told, paused };
}

it('what fails for a while is borne', () => {
  expect(after([0, 1, 5])).toMatchObject({ told: [], paused: null });
  expect(after([0, 1, 2, 3, 4, 5, 29])).toMatchObject({ told: [], paused: null });
  expect(after([0, 10, 40])).toMatchObject({ told: [], paused: null });
});

it('what keeps failing is told once and paused, for longer each time', () => {
  expect(after([0, 1, 5, 35])).toMatchObject({ told: [35], paused: 40 });
  expect(after([0, 1, 5, 35, 40])).toMatchObject({ told: [35], paused: 55 });
  expect(after([0, 1, 5, 35, 40, 55, 85])).toMatchObject({ told: [35], paused: 145 });
  expect(after([0, 1, 5, 35, 40, 55, 85, 145, 205])).toMatchObject({ told: [35], paused: 265 });
});

it('what refuses everything is told at the third message', () => {
  expect(after([0, 1], true)).toMatchObject({ told: [], paused: null });
  expect(after([0, 1, 2], true)).toMatchObject({ told: [2], paused: 7 });
});

it('a clock that was set back tells nothing sooner or later', () => {
  expect(after([0, -600, -599, -598])).toMatchObject({ told: [] });
  expect(after([0, -600, -590, -560])).toMatchObject({ told: [-560] });
});
