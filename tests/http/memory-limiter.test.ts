import { expect, it } from 'vitest';
import { createMemoryLimiter } from '../../src/http/memory-limiter.ts';

it('knows of each quota what its answers said', async () => {
  let now = 1_000_000;
  const limiter = createMemoryLimiter({ now: () => now });
  expect(await limiter.take('hub')).toEqual({ granted: true });
  await limiter.observe('hub', { remaining: 3, resetsAt: now + 60_000 });
  expect(await limiter.take('hub')).toEqual({ granted: true });
  expect(await limiter.take('hub')).toEqual({ granted: false, until: now + 61_000 });
  expect(await limiter.take('other')).toEqual({ granted: true });
  now += 61_000;
  expect(await limiter.take('hub')).toEqual({ granted: true });
  await limiter.park('hub', now + 5000);
  expect(await limiter.take('hub')).toEqual({ granted: false, until: now + 5000 });
});
