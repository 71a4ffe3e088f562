/**
 * The quotas of upstreams, each for one credential, and the spacing of requests, shared by every process of this store.
 *
 * The Hub sends `RateLimit: "api";r=<remaining>;t=<seconds to reset>` with every answer
 * (https://huggingface.co/docs/hub/rate-limits); what it says is the truth, since others may use the same address.
 */
export interface RateLimiter {
  /** Asks for leave to send one request now. `until` (milliseconds since 1970): when to ask again. */
  take(
    quota: string,
  ): Promise<{ readonly granted: true } | { readonly granted: false; readonly until: number }>;
  /**
   * Reserves the next moment (`at`, milliseconds since 1970) at which a request of `group` may go out, where requests
   * are `spacing` milliseconds apart. Nothing is reserved where that is more than `patience` milliseconds away: then
   * `until` is when to ask again.
   */
  reserve(
    group: string,
    terms: { readonly spacing: number; readonly patience: number },
  ): Promise<
    { readonly granted: true; readonly at: number } | { readonly granted: false; readonly until: number }
  >;
  /** Tells what an answer said about the quota. */
  observe(quota: string, seen: { readonly remaining: number; readonly resetsAt: number }): Promise<void>;
  /** Nobody may send before `until` (milliseconds since 1970): a 429 or a Retry-After said so. */
  park(quota: string, until: number): Promise<void>;
}
