import { type PostgresServer, startPostgres } from '../../tests/servers/postgres.ts';
import { startRedis } from '../../tests/servers/redis.ts';

export interface Servers {
  readonly redisUrl: string;
  /** Address of a store of its own, where nothing is yet. */
  newStoreUrl(): string;
  stop(): Promise<void>;
}

/**
 * As in docker-compose.yml: what is committed is on the disk (fsync, synchronous_commit), Redis appends to its file each
 * second, and PostgreSQL has the memory that it takes unless told.
 */
const POSTGRES = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
} as const;
const REDIS = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'] as const;

/** Starts servers of its own on this machine; they end with this process. */
export async function startServers(): Promise<Servers> {
  const postgres: PostgresServer = await startPostgres(POSTGRES);
  const redis = await startRedis(REDIS);
  return {
    redisUrl: redis.url,
    newStoreUrl: () => postgres.newUrl(),
    stop: async () => {
      await redis.stop();
      await postgres.stop();
    },
  };
}
