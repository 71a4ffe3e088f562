/** The only way out of the program (mail apart). Fetch-compatible, so that a library can be given `fetch`. */
export interface HttpClient {
  /**
   * Sends one request. Throws NetworkError (DNS, connect, TLS), UpstreamError (time-out, too large, too many
   * redirects), ForbiddenAddressError, and RateLimitedError where a limiter says that the wait is longer than a poll
   * should last. A status, also 429 or 500, is returned.
   */
  fetch(input: string | URL | Request, init?: HttpRequestInit): Promise<Response>;
  /** Closes idle connections. */
  close(): Promise<void>;
}

export interface HttpRequestInit extends RequestInit {
  readonly modelwatch?: RequestPolicy;
}

export interface RequestPolicy {
  /** Milliseconds until the headers must be there (default 15,000). */
  readonly headersTimeout?: number;
  /** Milliseconds between two pieces of the body, at most (default 15,000). */
  readonly bodyTimeout?: number;
  /** Bytes after decompression (default 20 MB). */
  readonly maxResponseBytes?: number;
  /** Followed redirects (default 5; 0 returns the 3xx answer). */
  readonly maxRedirects?: number;
  /** This request may go to loopback and private addresses (a channel may allow it for itself). */
  readonly allowPrivateNetwork?: boolean;
  /** Which shared quota the request counts against: host, credential and kind of route. */
  readonly quota?: string;
}
