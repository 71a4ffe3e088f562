import { join } from 'node:path';
import { startProgram } from './program.ts';
import { chanceOf } from './random.ts';
import { startFaultyReceiver } from './receiver.ts';
import { viewSqlite } from './sqlite-view.ts';
import type { SingleStage } from './stage.ts';
import { makeFaultWorld } from './world.ts';

export const SECRET = `whsec_${Buffer.from('a secret for tests alone').toString('base64')}`;

/** A world that was looked at once, for a program that has its database in a file and its queue in that. */
export async function openSingleStage(seed: number): Promise<SingleStage> {
  await using open = new AsyncDisposableStack();
  const receiver = await startFaultyReceiver(SECRET, chanceOf(seed + 1));
  open.defer(() => receiver.close());
  const world = await makeFaultWorld(receiver.url, SECRET);
  open.defer(() => world.close());
  const programs = new Set<{ signal(signal: NodeJS.Signals): void; readonly ended: Promise<unknown> }>();
  open.defer(async () => {
    for (const program of programs) program.signal('SIGKILL');
    await Promise.all([...programs].map(({ ended }) => ended));
  });
  const run = (command: string) => {
    const program = startProgram({
      args: [command, '--config', world.config, '--data', world.data],
      environment: { HF_ENDPOINT: world.hub.url },
    });
    programs.add(program);
    void program.ended.then(() => programs.delete(program));
    return program;
  };
  const end = await run('refresh').ended;
  if (end !== 0) throw new Error(`modelwatch refresh ended with ${end}`);
  const view = viewSqlite(join(world.data, 'modelwatch.db'));
  const whole = open.move();
  return { world, receiver, view, start: () => run('start'), close: () => whole.disposeAsync() };
}
