/** So long somebody may go on before others are let in, in milliseconds. */
const TURN_MS = 8;

let turnBegan = 0;
const waiting: (() => void)[] = [];

/**
 * Lets timers and sockets have their turn, where this one has lasted a while: `node:sqlite` and JSON work without ever
 * leaving the event loop, and `await` alone does not leave it either. Those who wait go on one in each turn, so that
 * six pages that arrive together are not six times as long a hold.
 */
export async function letOthersRun(): Promise<void> {
  if (performance.now() - turnBegan < TURN_MS) return;
  await new Promise<void>((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(beginTurn);
  });
}

function beginTurn(): void {
  turnBegan = performance.now();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(beginTurn);
}
