import { defineConfig } from 'vitest/config';
import { SERVER_TESTS } from './tests/servers/server-tests.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Those have configurations of their own: `npm run test:browser`, `npm run test:servers`.
    exclude: ['tests/browser/**', ...SERVER_TESTS],
    globalSetup: ['tests/servers/skipped-notice.ts'],
    // Far above what any of them takes: on a machine busy with other things, slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Files share their workers: most of a file's time was importing what the one before had imported. No file may
    // leave anything behind in a module or in the environment.
    isolate: false,
    coverage: { provider: 'v8', include: ['src/**', 'jobs/**'], reporter: ['text-summary', 'html'] },
  },
});
