import { REDIS_INSTALL, redisIsSkipped } from './redis.ts';

/** The last line of a run says what it left out (vitest calls this after everything else). */
export function teardown(): void {
  if (!redisIsSkipped) return;
  process.stdout.write(
    `Skipped: the queue on Redis, for want of redis-server. To run it: ${REDIS_INSTALL}\n`,
  );
}
