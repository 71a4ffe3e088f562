import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import { FLEET, Fleet } from './fleet.ts';
import { viewPostgres } from './postgres-view.ts';
import { startProgram } from './program.ts';
import { chanceOf } from './random.ts';
import { startFaultyReceiver } from './receiver.ts';
import { SECRET } from './single-stage.ts';
import type { ServersStage } from './stage.ts';
import { makeFaultWorld } from './world.ts';

/** A world that was looked at once, servers of its own, and a process on each of six machines that watches it. */
export async function openServersStage(seed: number): Promise<ServersStage> {
  await using open = new AsyncDisposableStack();
  const receiver = await startFaultyReceiver(SECRET, chanceOf(seed + 1));
  open.defer(() => receiver.close());
  const world = await makeFaultWorld(receiver.url, SECRET);
  open.defer(() => world.close());
  const redis = await startRedis();
  open.defer(() => redis.stop());
  const postgres = await startPostgres();
  open.defer(() => postgres.stop());
  const url = postgres.newUrl();
  const terms = {
    args: ['--config', world.config, '--data', world.data],
    environment: { HF_ENDPOINT: world.hub.url, REDIS_URL: redis.url, DATABASE_URL: url },
  };
  const first = startProgram({ ...terms, args: ['refresh', ...terms.args] });
  const end = await first.ended;
  if (end !== 0)
    throw new Error(
      `modelwatch refresh ended with ${end}: ${first.errors.map(({ text }) => text).join('\n')}`,
    );
  const view = viewPostgres(url);
  open.defer(() => view.close());
  const fleet = new Fleet(terms);
  open.defer(() => fleet.close());
  for (const role of ['scheduler', 'worker'] as const)
    for (let count = 0; count < FLEET[role]; count += 1) fleet.start(role);
  await fleet.whenReady();
  const whole = open.move();
  return { world, receiver, view, fleet, redis, postgres, close: () => whole.disposeAsync() };
}
