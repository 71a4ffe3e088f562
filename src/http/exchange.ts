import { Dispatcher, type RequestInit as UndiciRequestInit, fetch as undiciFetch } from 'undici';
import { type ModelwatchError, NetworkError, UpstreamError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import type { Line } from './dispatchers.ts';
import { refusal } from './proxy-tunnel.ts';
import type { Hop } from './redirects.ts';
import { translateTransportError } from './transport-errors.ts';

/** Milliseconds until the headers are there, and between two pieces of the body. */
interface Timeouts {
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
}

/** Carries the time-outs of one request: undici's fetch itself takes none. */
class TimedDispatcher extends Dispatcher {
  readonly #line: Line;
  readonly #timeouts: Timeouts;

  constructor(line: Line, { headersTimeout, bodyTimeout }: Timeouts) {
    super();
    this.#line = line;
    this.#timeouts = { headersTimeout, bodyTimeout };
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const { forwarded } = this.#line;
    const begin = handler.onResponseStart;
    handler.onResponseStart = function beginUnlessRefused(controller, status, ...rest) {
      if (status === 407) {
        const { host } = new URL(String(options.origin));
        controller.abort(proxyAuthenticationError(host, forwarded));
      } else begin?.call(this, controller, status, ...rest);
    };
    return this.#line.dispatch({ ...options, ...this.#timeouts } as Dispatcher.DispatchOptions, handler);
  }
}

/**
 * Sends one request and resolves with the answer's headers, its body still to be read. Throws NetworkError,
 * UpstreamError, or the reason of the deadline.
 */
export async function exchange(
  hop: Hop,
  line: Line,
  timeouts: Timeouts,
  deadline: Deadline,
): Promise<Response> {
  const { method, headers, body, url } = hop;
  const dispatcher = new TimedDispatcher(line, timeouts);
  const init = { method, headers, body, dispatcher, redirect: 'manual', signal: deadline.signal };
  const duplex = body instanceof ReadableStream ? { duplex: 'half' } : {};
  try {
    const response = await undiciFetch(url, { ...init, ...duplex } as unknown as UndiciRequestInit);
    return response as unknown as Response;
  } catch (error) {
    throw deadline.signal.aborted ? deadline.signal.reason : translateTransportError(error, url.host);
  }
}

/** Fetch itself would make an error without a name of it: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 14. */
function proxyAuthenticationError(host: string, forwarded: boolean): ModelwatchError {
  const fields = { host, status: 407 };
  return forwarded
    ? new NetworkError(refusal(407), fields)
    : new UpstreamError('upstream-status', 'the upstream refused or failed', fields);
}
