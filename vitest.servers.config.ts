import { defineConfig } from 'vitest/config';
import { SERVER_TESTS } from './tests/servers/server-tests.ts';

/** `npm run test:servers`: many processes, on Redis and PostgreSQL of their own where those are installed. */
export default defineConfig({
  test: {
    include: SERVER_TESTS,
    globalSetup: ['tests/servers/skipped-notice.ts'],
    // Far above what any of them takes: on a machine busy with other things, slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Files share their workers: most of a file's time was importing what the one before had imported. No file may
    // leave anything behind in a module or in the environment.
    isolate: false,
  },
});
