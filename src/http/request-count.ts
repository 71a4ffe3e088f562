import type { HttpClient } from './http-client.ts';

/** The same client, and how many requests went out through this view of it, redirects and failed ones included. */
export interface CountedHttpClient extends HttpClient {
  readonly requests: number;
}

/** A view of `client` for one poll; closing it closes the client. */
export function countRequests(client: HttpClient): CountedHttpClient {
  let requests = 0;
  return {
    get requests() {
      return requests;
    },
    fetch(input, init) {
      const outer = init?.modelwatch?.onSend;
      function onSend(): void {
        requests++;
        outer?.();
      }
      return client.fetch(input, { ...init, modelwatch: { ...init?.modelwatch, onSend } });
    },
    close: () => client.close(),
  };
}
