import { setMaxListeners } from 'node:events';
import { UpstreamError } from '../errors.ts';

/** Ends one request and its body: when the caller aborts, or when it has taken too long altogether. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Call when nothing more is expected: stops the clock and lets go of the caller's signal. */
  clear(): void;
}

/** `ms` from now; aborting with the caller's own reason, or with UpstreamError `upstream-timeout`. */
export function startDeadline(ms: number, caller: AbortSignal | null, host: string): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(
      new UpstreamError('upstream-timeout', 'the answer took too long altogether', { host, ms }),
    );
    clear();
  }, ms);
  timer.unref();
  function follow(): void {
    controller.abort(caller?.reason);
    clear();
  }
  function clear(): void {
    clearTimeout(timer);
    caller?.removeEventListener('abort', follow);
  }
  if (caller?.aborted) follow();
  else if (caller !== null) {
    // One signal ends all requests of a shutdown: many listeners are what it is for.
    setMaxListeners(0, caller);
    caller.addEventListener('abort', follow, { once: true });
  }
  return { signal: controller.signal, clear };
}
