import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  /** The longest time that the event loop was held. */
  readonly hold: number;
}

const RESOLUTION_MS = 1;

/** What `work` costs this process. Garbage of before is collected first where `--expose-gc` allows it. */
export async function measure(work: () => Promise<unknown>): Promise<Cost> {
  globalThis.gc?.();
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  // One more turn, so that what was held to the very end is seen.
  await new Promise((resolve) => setTimeout(resolve, 5));
  loop.disable();
  return { cpu: (user + system) / 1000, wall, hold: Math.max(0, loop.max / 1e6 - RESOLUTION_MS) };
}

/** The quietest of several runs; of the holds the longest, since that is a promise. */
export function best(costs: readonly Cost[]): Cost {
  return {
    cpu: Math.min(...costs.map((cost) => cost.cpu)),
    wall: Math.min(...costs.map((cost) => cost.wall)),
    hold: Math.max(...costs.map((cost) => cost.hold)),
  };
}
