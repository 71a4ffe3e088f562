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

it('spaces the requests of each group', async () => {
  const now = 1_000_000;
  const limiter = createMemoryLimiter({ now: () => now });
  const terms = { spacing: 3000, patience: 5000 };
  expect(await limiter.reserve('arxiv', terms)).toEqual({ granted: true, at: now });
  expect(await limiter.reserve('arxiv', terms)).toEqual({ granted: true, at: now + 3000 });
  expect(await limiter.reserve('arxiv', terms)).toEqual({ granted: false, until: now + 6000 });
  expect(await limiter.reserve('other', terms)).toEqual({ granted: true, at: now });
});
