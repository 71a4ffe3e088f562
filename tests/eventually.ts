import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is true. Fails after `patience` milliseconds, naming what was waited for. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience = 10_000,
): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${patience} ms in vain: ${what}`);
    await delay(10);
  }
}
