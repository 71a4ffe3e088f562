import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: slow beside all other tests, and for want of a browser not for everybody. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    globalSetup: ['tests/browser/one-browser.ts'],
    testTimeout: 300_000,
    hookTimeout: 900_000,
    // One browser, one page after the other: on few cores nothing is won by more.
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
  },
});
