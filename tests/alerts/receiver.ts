import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A local receiver of messages, over real HTTP. */

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

export interface Receiver {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  /** How many connections were opened so far. */
  connections(): number;
  replyWith(reply: Reply): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  let reply: Reply = status(204);
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const body = Buffer.concat(chunks).toString();
      requests.push({ method: request.method ?? '', path: request.url ?? '', headers, body });
      reply(response, request);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    replyWith(next) {
      reply = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Reply {
  return (response) => void response.writeHead(code, headers).end(body);
}

/** Accepts the request and says nothing. */
export const hang: Reply = () => {};

export const closeConnection: Reply = (_response, request) => void request.socket.destroy();

/** Answers and then goes on for as long as somebody reads; `pieces` counts what was taken. */
export function endless(code: number, pieces: { count: number }): Reply {
  return (response) => {
    response.writeHead(code, { 'content-type': 'text/plain' });
    const piece = Buffer.alloc(64 * 1024, 'x');
    function more(): void {
      while (!response.destroyed && pieces.count < 4000) {
        pieces.count += 1;
        if (!response.write(piece)) return;
      }
    }
    response.on('drain', more);
    more();
  };
}
