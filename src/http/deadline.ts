import { UpstreamError } from '../errors.ts';

/** Ends one request and its body: when the caller aborts, or when it has taken too long altogether. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Call when nothing more is expected: stops the clock and lets go of the caller's signal. */
  clear(): void;
  /** Ends the request, and lets go of the rest of its answer. */
  abandon(reason: unknown): void;
}

/**
 * `ms` from now, then aborting with UpstreamError `upstream-timeout`; or as soon as one of `stops` aborts, with its
 * reason. `onEnd` is called when nothing more is expected, however that came.
 */
export function startDeadline(
  ms: number,
  stops: readonly AbortSignal[],
  host: string,
  onEnd: () => void,
): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    abandon(new UpstreamError('upstream-timeout', 'the answer took too long altogether', { host, ms }));
  }, ms);
  timer.unref();
  function abandon(reason: unknown): void {
    // First the connection, then the turn: the next in line must not meet this one.
    controller.abort(reason);
    clear();
  }
  function follow(event: Event): void {
    abandon((event.target as AbortSignal).reason);
  }
  function clear(): void {
    clearTimeout(timer);
    for (const stop of stops) stop.removeEventListener('abort', follow);
    onEnd();
  }
  for (const stop of stops) stop.addEventListener('abort', follow, { once: true });
  const stopped = stops.find((stop) => stop.aborted);
  if (stopped !== undefined) abandon(stopped.reason);
  return { signal: controller.signal, clear, abandon };
}
