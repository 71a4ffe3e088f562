/** The only way out of the program (mail apart). Fetch-compatible, so that a library can be given `fetch`. */
export interface HttpClient {
  /**
   * Sends one request. Throws NetworkError (DNS, connect, TLS), UpstreamError (time-out, too large, broken off, too
   * many redirects), ForbiddenAddressError, RateLimitedError where the wait for leave is longer than a poll should
   * last, and the signal's own reason where that aborts. A status, also 429 or 500, is returned. Reading the body
   * throws the same errors. Whoever does not read a body cancels it (`discardBody`), or its connection stays taken.
   */
  fetch(input: string | URL | Request, init?: HttpRequestInit): Promise<Response>;
  /**
   * Ends what waits for leave and closes idle connections, then, a second later, those that are still in use. What is
   * asked for afterwards is refused.
   */
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
  /** Milliseconds for one answer altogether, its body included, waiting for leave not (default 60,000). */
  readonly totalTimeout?: number;
  /** Bytes after decompression (default 20 MB, at most 100 MB). */
  readonly maxResponseBytes?: number;
  /** Followed redirects (default 5; 0 returns the 3xx answer). */
  readonly maxRedirects?: number;
  /** This request may go to loopback and private addresses (a channel may allow it for itself). */
  readonly allowPrivateNetwork?: boolean;
  /**
   * How often a GET or HEAD is sent again that broke off before its headers, or was answered by 408, 502, 503 or 504
   * (default 0). A `Retry-After` of a few seconds is waited for; with a longer one the answer is returned.
   */
  readonly retries?: number;
  /** Which shared quota the request counts against: host, credential and kind of route. */
  readonly quota?: string;
  /** Called before each request that really goes out, redirects and retries included. */
  readonly onSend?: () => void;
}
