import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { buildConnector } from 'undici';
import { NetworkError } from '../errors.ts';
import { connectFailure, withoutBrackets } from './address-guard.ts';

export interface ProxyConnectionOptions {
  readonly proxy: URL;
  /** Milliseconds until the proxy must have opened the tunnel, and again until TLS must stand through it. */
  readonly connectTimeout: number;
  readonly lookup?: LookupFunction | undefined;
  /** Ends what is being opened. */
  readonly signal: AbortSignal;
}

/**
 * Opens connections through a proxy's CONNECT (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6). Fails with
 * NetworkError, which names the proxy without its credentials.
 *
 * Undici's own ProxyAgent is not used: it waits for a silent proxy for five minutes, and says why a tunnel was refused
 * only in the text of its errors.
 */
export function createTunnelConnector(options: ProxyConnectionOptions): buildConnector.connector {
  const secure = buildConnector({ allowH2: false, timeout: options.connectTimeout });
  return function connectThroughProxy(target, callback) {
    const host = withoutBrackets(target.hostname);
    openTunnel(options, host, target.port || '443').then(
      (httpSocket) => {
        secure({ ...target, hostname: host, httpSocket } as buildConnector.Options, (...[error, socket]) => {
          if (error === null) callback(null, socket);
          else callback(connectFailure(error, host), null);
        });
      },
      (error: Error) => callback(error, null),
    );
  };
}

/** `Proxy-Authorization` from the credentials in the proxy's address; null where there are none. */
export function proxyAuthorization(proxy: URL): string | null {
  if (proxy.username === '' && proxy.password === '') return null;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function openTunnel(options: ProxyConnectionOptions, host: string, port: string): Promise<Duplex> {
  const { proxy, connectTimeout } = options;
  return new Promise((resolve, reject) => {
    const request = askForTunnel(options, `${isIP(host) === 6 ? `[${host}]` : host}:${port}`);
    function fail(message: string, fields: Readonly<Record<string, string | number>>, cause?: unknown): void {
      clearTimeout(timer);
      request.destroy();
      reject(new NetworkError(message, { host, proxy: proxy.host, ...fields }, { cause }));
    }
    const timer = setTimeout(() => {
      fail('the proxy did not answer in time', { ms: connectTimeout });
    }, connectTimeout);
    request.on('error', (error: NodeJS.ErrnoException) => {
      fail('the proxy could not be reached', { cause: error.code ?? error.name }, error);
    });
    request.on('connect', ({ statusCode = 0 }: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        return fail(refusal(statusCode), { status: statusCode });
      }
      clearTimeout(timer);
      // What happens to it from here on is told by the connection that is made over it.
      socket.on('error', () => {});
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.end();
  });
}

function askForTunnel(options: ProxyConnectionOptions, authority: string): ClientRequest {
  const { proxy, lookup, signal } = options;
  const authorization = proxyAuthorization(proxy);
  const name = withoutBrackets(proxy.hostname);
  const secure = proxy.protocol === 'https:';
  const terms = {
    host: name,
    port: proxy.port || (secure ? 443 : 80),
    method: 'CONNECT',
    path: authority,
    agent: false,
    signal,
    ...(lookup === undefined ? {} : { lookup }),
    headers: {
      host: authority,
      connection: 'keep-alive',
      ...(authorization === null ? {} : { 'proxy-authorization': authorization }),
    },
  };
  // Else the name in `host` would be expected in the proxy's certificate.
  return secure ? httpsRequest({ ...terms, servername: isIP(name) === 0 ? name : '' }) : httpRequest(terms);
}

/** What the answer to a CONNECT outside 2xx means. */
export function refusal(status: number): string {
  if (status === 407) return 'the proxy asks for credentials, or refuses ours';
  if (status >= 500) return 'the proxy could not reach the host';
  return 'the proxy refused to connect to the host';
}
