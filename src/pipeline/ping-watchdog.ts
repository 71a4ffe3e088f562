import type { HttpClient } from '../http/http-client.ts';
import { discardBody } from '../http/response-body.ts';
import type { Log } from '../observability/log.ts';
import type { Health } from './view-health.ts';

export interface WatchdogDependencies {
  /** What it is told at; it may be secret. */
  readonly url: string;
  readonly http: HttpClient;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly health: () => Promise<Health>;
}

/** The operator named the address, so it may be one of their own network; where it redirects to is nobody's word. */
const POLICY = { totalTimeout: 10_000, maxRedirects: 0, allowPrivateNetwork: true, retries: 1 } as const;

/**
 * Tells an outside watchdog that all is well, each time it is called, and nothing where it is not: then the watchdog
 * raises the alarm (https://healthchecks.io/docs/http_api/). That it cannot be told is logged once, and so is the end of
 * that; neither harms anything. Never throws.
 */
export function createWatchdogPing(deps: WatchdogDependencies): () => Promise<void> {
  const { log } = deps;
  let trouble = false;
  return async () => {
    const { ready, reasons } = await deps.health();
    if (!ready) {
      log.warn({ reasons }, 'not all is well: the watchdog is not told that it is');
      return;
    }
    const failure = await tell(deps);
    if (deps.signal.aborted) return;
    if (failure !== null && !trouble) log.warn({ reason: failure }, 'the watchdog could not be told');
    if (failure === null && trouble) log.info('the watchdog is told again');
    trouble = failure !== null;
  };
}

/** Null where it was told; else why not, without the address. */
async function tell({ url, http, signal }: WatchdogDependencies): Promise<string | null> {
  try {
    const response = await http.fetch(url, { signal, modelwatch: POLICY });
    await discardBody(response);
    return response.ok ? null : `it answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
