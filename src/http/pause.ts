/** Waits `ms` milliseconds. Rejects with the reason of the first of `stops` that aborts meanwhile. */
export function pause(ms: number, stops: readonly AbortSignal[]): Promise<void> {
  return untilStopped(stops, (resolve) => {
    const timer = setTimeout(resolve, ms);
    return () => clearTimeout(timer);
  });
}

/**
 * A promise that `start` resolves, and that rejects with the reason of the first of `stops` that aborts before. What
 * `start` returns is called either way, when there is nothing more to wait for.
 */
export function untilStopped<T>(
  stops: readonly AbortSignal[],
  start: (resolve: (value: T | PromiseLike<T>) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = stops.find((stop) => stop.aborted);
    if (stopped !== undefined) return void reject(stopped.reason);
    const end = start((value) => {
      clear();
      resolve(value);
    });
    function stop(event: Event): void {
      clear();
      reject((event.target as AbortSignal).reason);
    }
    function clear(): void {
      end?.();
      for (const signal of stops) signal.removeEventListener('abort', stop);
    }
    for (const signal of stops) signal.addEventListener('abort', stop, { once: true });
  });
}
