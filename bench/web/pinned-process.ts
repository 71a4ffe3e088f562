import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

/** Whether processes can be kept to one core here (https://man7.org/linux/man-pages/man1/taskset.1.html). */
export const pinning =
  availableParallelism() > 1 && spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;

/** Runs Node.js with these arguments, on that core alone where that is possible. It ends when its parent does. */
export function spawnPinned(core: number, args: readonly string[], options: SpawnOptions): ChildProcess {
  return pinning
    ? spawn('taskset', ['--cpu-list', String(core), process.execPath, ...args], options)
    : spawn(process.execPath, [...args], options);
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
