import { expect, it } from 'vitest';
import { alertIn, expectedAlert } from '../../src/demo/expected-alerts.ts';

it('expects alerts of what begins, can be used or joins, and of nothing else', () => {
  const release = 'Kimi-K2';
  expect(expectedAlert({ meaning: 'new-release', release })).toEqual(['release.new Kimi-K2']);
  expect(expectedAlert({ meaning: 'available', release })).toEqual(['release.available Kimi-K2']);
  expect(expectedAlert({ meaning: 'joins', release })).toEqual(['release.extended Kimi-K2']);
  for (const meaning of ['spoken-of', 'copy', 'quantization', 'edit'] as const)
    expect(expectedAlert({ meaning, release })).toEqual([]);
});

it('reads from a message what it tells of', () => {
  const message = (data: object) => ({ body: Buffer.from(JSON.stringify({ type: 'release.new', data })) });
  expect(alertIn(message({ alert: { title: 'Out' }, release: { name: 'Kimi-K2' } }))).toBe(
    'release.new Kimi-K2',
  );
  expect(alertIn(message({ alert: { title: 'Out' } }))).toBe('release.new Out');
});
