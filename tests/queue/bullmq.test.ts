import { afterAll, beforeAll, describe } from 'vitest';
import { BullmqQueue } from '../../src/queue/bullmq.ts';
import { type RedisServer, redisIsSkipped, startRedis } from '../servers/redis.ts';
import { postgres, sqlite } from '../store/stores.ts';
import { describeQueueContract } from './queue-contract.ts';

describe.skipIf(redisIsSkipped)('BullMQ', () => {
  let redis: RedisServer | undefined;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => await redis?.stop());

  for (const store of [sqlite, postgres])
    describeQueueContract('BullMQ on Redis', {
      store,
      makeQueue: (parts) =>
        new BullmqQueue({ ...parts, redisUrl: redis?.url ?? '', storeId: 'test', sweepEvery: 300 }),
      carrier: () => redis?.url ?? '',
      forget: async () => await redis?.empty(),
    });
});
