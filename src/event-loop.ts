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
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(beginTurn);
  });
}

/**
 * The same for who holds a lock since `since` (of performance.now()): other processes wait for it, so it is held over
 * turns only by who needs more than one, and goes on before all who wait.
 */
export async function letOthersRunBriefly(since: number): Promise<void> {
  await turnForOthers(since);
}

/** The same, null where nobody has to wait. */
export function turnForOthers(since: number): Promise<void> | null {
  if (performance.now() - Math.max(since, turnBegan) < TURN_MS) return null;
  return new Promise<void>((resolve) => {
    waiting.unshift(resolve);
    if (waiting.length === 1) setImmediate(beginTurn);
  });
}

function beginTurn(): void {
  turnBegan = performance.now();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(beginTurn);
}
