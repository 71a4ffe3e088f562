import { POSTGRES_INSTALL, postgresIsSkipped } from './postgres.ts';
import { REDIS_INSTALL, redisIsSkipped } from './redis.ts';

/** The last lines of a run say what it left out (vitest calls this after everything else). */
export function teardown(): void {
  if (redisIsSkipped) say('the queue on Redis, for want of redis-server', REDIS_INSTALL);
  if (postgresIsSkipped) say('the store on PostgreSQL, for want of its server', POSTGRES_INSTALL);
  if (!redisIsSkipped && !postgresIsSkipped && process.env.npm_lifecycle_event === 'test')
    say('many processes, the queue on Redis and the store on PostgreSQL', 'npm run test:servers');
}

function say(what: string, command: string): void {
  process.stdout.write(`Skipped: ${what}. To run it: ${command}\n`);
}
