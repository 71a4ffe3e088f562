/**
 * What needs Redis, PostgreSQL or several processes that run for a while: `npm run test:servers`. All else is in `npm test`,
 * which everybody runs often and which so takes less than two minutes.
 */
export const SERVER_TESTS = [
  'tests/daemon/environment.test.ts',
  'tests/daemon/health.test.ts',
  'tests/daemon/network.test.ts',
  'tests/daemon/page.test.ts',
  'tests/daemon/politeness.test.ts',
  'tests/daemon/roles.test.ts',
  'tests/daemon/two-daemons.test.ts',
  'tests/demo/served-demo.test.ts',
  'tests/pipeline/two-schedulers.test.ts',
  'tests/queue/bullmq.test.ts',
  'tests/queue/embedded-on-postgres.test.ts',
  'tests/queue/redis-link.test.ts',
  'tests/queue/ticks.test.ts',
  'tests/store/contract.test.ts',
  'tests/store/host-places.test.ts',
  'tests/store/jobs.test.ts',
  'tests/store/paused-process.test.ts',
  'tests/store/postgres-faults.test.ts',
  'tests/store/rate-limits.test.ts',
  'tests/store/server-clock.test.ts',
  'tests/web/api/postgres.test.ts',
  'tests/web/queue-board.test.ts',
];
