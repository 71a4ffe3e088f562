/**
 * One quota of one upstream for one credential, shared by every process of this store.
 *
 * The Hub sends `RateLimit: "api";r=<remaining>;t=<seconds to reset>` with every answer
 * (https://huggingface.co/docs/hub/rate-limits); what it says is the truth, since others may use the same address.
 */
export interface RateLimiter {
  /** Asks for leave to send one request now. `until` (milliseconds since 1970): when to ask again. */
  take(
    quota: string,
  ): Promise<{ readonly granted: true } | { readonly granted: false; readonly until: number }>;
  /** Tells what an answer said about the quota. */
  observe(quota: string, seen: { readonly remaining: number; readonly resetsAt: number }): Promise<void>;
  /** Nobody may send before `until` (milliseconds since 1970): a 429 or a Retry-After said so. */
  park(quota: string, until: number): Promise<void>;
}
