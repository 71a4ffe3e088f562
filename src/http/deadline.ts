import { setMaxListeners } from 'node:events';
import { UpstreamError } from '../errors.ts';

/** Ends one request and its body: when the caller aborts, or when it has taken too long altogether. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Call when nothing more is expected: stops the clock and lets go of the caller's signal. */
  clear(): void;
}

/**
 * `ms` from now, then aborting with UpstreamError `upstream-timeout`; or as soon as one of `stops` aborts, with its
 * reason.
 */
export function startDeadline(ms: number, stops: readonly AbortSignal[], host: string): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    end(new UpstreamError('upstream-timeout', 'the answer took too long altogether', { host, ms }));
  }, ms);
  timer.unref();
  function end(reason: unknown): void {
    clear();
    controller.abort(reason);
  }
  function follow(event: Event): void {
    end((event.target as AbortSignal).reason);
  }
  function clear(): void {
    clearTimeout(timer);
    for (const stop of stops) stop.removeEventListener('abort', follow);
  }
  for (const stop of stops) {
    // One signal ends all requests of a shutdown: many listeners are what it is for.
    setMaxListeners(0, stop);
    stop.addEventListener('abort', follow, { once: true });
  }
  const stopped = stops.find((stop) => stop.aborted);
  if (stopped !== undefined) end(stopped.reason);
  return { signal: controller.signal, clear };
}
