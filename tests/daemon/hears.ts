import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { Place } from './program.ts';

/** Waits until exactly these messages have been heard, in this order. */
export async function hears(place: Place, ...messages: readonly string[]): Promise<void> {
  const all = () => JSON.stringify(place.heard()) === JSON.stringify(messages);
  await eventually(`is heard: ${messages.join(', ')}`, all).catch(() =>
    expect(place.heard()).toEqual(messages),
  );
}
