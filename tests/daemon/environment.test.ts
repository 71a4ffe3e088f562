import { expect, it } from 'vitest';
import { model } from '../pipeline/models.ts';
import { makePlace } from './program.ts';

it('the clock may be set for a replay, not for the daemon, and not behind what is stored', async () => {
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen3-8B'));
  const refused = await place.run(['start'], { MODELWATCH_CLOCK: '2025-07-01T09:00:00Z' });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('MODELWATCH_CLOCK');

  expect((await place.run(['refresh'], { MODELWATCH_CLOCK: '2025-07-01T09:00:00Z' })).code).toBe(0);
  const earlier = await place.run(['refresh', '--json'], { MODELWATCH_CLOCK: '2025-07-01T08:49:00Z' });
  expect(earlier).toMatchObject({ code: 2, stdout: '' });
  expect(earlier.stderr).toContain('later times than MODELWATCH_CLOCK');

  place.hub.add(model('Qwen/Qwen4-8B'));
  expect((await place.run(['refresh'], { MODELWATCH_CLOCK: '2025-07-01T10:00:00Z' })).code).toBe(0);
  expect(place.heard()).toEqual(['release.new Qwen4']);
});

it('a proxy, a time zone, a locale and the terminal of the environment change nothing', async () => {
  const hostile = {
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    ALL_PROXY: 'http://127.0.0.1:9',
    NODE_USE_ENV_PROXY: '1',
    TZ: 'Asia/Kathmandu',
    LANG: 'C',
    LC_ALL: 'C',
    CI: '1',
    NO_COLOR: '1',
  };
  const at = { MODELWATCH_CLOCK: '2025-07-01T20:00:00Z' };
  const place = await makePlace({ Qwen: 'qwen' });
  place.hub.add(model('Qwen/Qwen3-8B', { made: '2025-06-30T19:00:00Z' }));
  const first = await place.run(['refresh', '--json'], { ...hostile, ...at });
  expect(JSON.parse(first.stdout).sources).toMatchObject([{ outcome: 'baselined', observations: 1 }]);
  expect(first.code).toBe(0);
  place.hub.add(model('Qwen/Qwen4-8B'));
  expect((await place.run(['refresh'], { ...hostile, MODELWATCH_CLOCK: '2025-07-01T20:05:00Z' })).code).toBe(
    0,
  );
  expect(place.heard()).toEqual(['release.new Qwen4']);
  const releases = await place.run(['releases', '--json'], hostile);
  // In Kathmandu it was the next day already.
  const days = JSON.parse(releases.stdout).map(({ releasedOn }: { releasedOn: string }) => releasedOn);
  expect(days).toEqual(['2025-07-01', '2025-06-30']);
});
