import { setFlagsFromString } from 'node:v8';
import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../domain/clock.ts';
import type { WebEnv } from './web-env.ts';

const SECOND_MS = 1000;
/** A person who reads asks for less, with the style sheet and all. */
const MANY_A_SECOND = 10;
/** So long after many asked, milliseconds. */
const CALM_MS = 30_000;

/**
 * The program keeps its memory small rather than being quick (src/cli/start.ts), which is right for polls: garbage is
 * collected before the heap grows. Pages take two to three times as long that way. While many ask, and only then, the heap
 * may grow. V8 looks at the setting whenever it has collected: https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function thriftWhileCalm(clock: Clock, setFlags = setFlagsFromString): MiddlewareHandler<WebEnv> {
  let second = 0;
  let asked = 0;
  let busyUntil = 0;
  let calming: NodeJS.Timeout | null = null;

  function calmDown(): void {
    const left = busyUntil - clock.now();
    calming = left > 0 ? setTimeout(calmDown, left).unref() : null;
    if (calming === null) setFlags('--optimize-for-size');
  }

  return async (_, next) => {
    const now = clock.now();
    if (now - second >= SECOND_MS || now < second) {
      second = now;
      asked = 0;
    }
    asked += 1;
    if (asked >= MANY_A_SECOND) {
      busyUntil = now + CALM_MS;
      if (calming === null) {
        setFlags('--no-optimize-for-size');
        calming = setTimeout(calmDown, CALM_MS).unref();
      }
    }
    await next();
  };
}
