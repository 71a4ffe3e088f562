import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 300_000;

/** Looks every `pause` milliseconds. Throws where it has not happened within five minutes. */
export async function until(
  what: string,
  happened: () => boolean | Promise<boolean>,
  pause = 50,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await happened())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(pause);
  }
}
