import { createServer, type IncomingMessage, type RequestListener, request as sendOn } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tlsServerOptions } from './tls-fixtures.ts';

/** What the proxy does with what it is asked for; `silent`: nothing, ever. */
export type ProxyManner = 'serve' | 'silent' | 'hang-up' | 'garbage' | number;

export interface ProxyServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** What it was asked for: `CONNECT upstream.example:443`, `GET http://upstream.example/feed`. */
  readonly asked: readonly string[];
  /** `Proxy-Authorization` of each, undefined where there was none. */
  readonly authorizations: readonly (string | undefined)[];
  /** Connections to it that are open now. */
  readonly open: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A real proxy on the loopback, for CONNECT and for whole addresses. `hosts`: ports of this machine by host name. */
export async function startProxy(
  hosts: Readonly<Record<string, number>>,
  options: { readonly manner?: ProxyManner; readonly tls?: boolean; readonly credentials?: string } = {},
): Promise<ProxyServer> {
  const { manner = 'serve', tls = false, credentials } = options;
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();

  /** Whether to go on. */
  function consider(request: IncomingMessage, answer: (status: number) => void): boolean {
    asked.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers['proxy-authorization']);
    if (manner === 'silent') return false;
    if (manner === 'hang-up') request.socket.destroy();
    else if (manner === 'garbage') request.socket.end('SSH-2.0-OpenSSH\r\n\r\n');
    else if (typeof manner === 'number') answer(manner);
    else if (
      credentials !== undefined &&
      request.headers['proxy-authorization'] !== `Basic ${btoa(credentials)}`
    ) {
      answer(407);
    } else return true;
    return false;
  }

  const listener: RequestListener = (request, response) => {
    if (!consider(request, (status) => response.writeHead(status).end('from the proxy'))) return;
    const { hostname, pathname, search } = new URL(request.url ?? '');
    const { 'proxy-authorization': _secret, ...headers } = request.headers;
    const port = hosts[hostname];
    if (port === undefined) return void response.writeHead(502).end();
    const onward = sendOn(
      { host: '127.0.0.1', port, method: request.method, path: pathname + search, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  };

  const server = tls ? createTlsServer(tlsServerOptions(), listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    client.on('error', () => {});
    // Else it would not notice that the client has gone.
    client.on('end', () => client.end()).resume();
    const answer = (status: number) => client.end(`HTTP/1.1 ${status} As asked\r\n\r\n`);
    if (!consider(request, answer)) return;
    const port = hosts[(request.url ?? '').replace(/:\d+$/, '')];
    if (port === undefined) return void answer(502);
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    port,
    asked,
    authorizations,
    get open() {
      return sockets.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
