/** A receiver of webhooks in a process of its own, so that what it costs is not counted as ours. Spoken to over IPC. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceiverAnswer, ReceiverCommand } from './receiver.ts';

let arrivals: { id: string; at: number }[] = [];
let wanted: number | null = null;

const server = createServer((request, response) => {
  // When it is there, before it is read to its end.
  const at = performance.timeOrigin + performance.now();
  request.resume();
  request.on('end', () => {
    response.writeHead(204).end();
    arrivals.push({ id: String(request.headers['webhook-id']), at });
    answerWhenComplete();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` } satisfies ReceiverAnswer);
});

process.on('message', (command: ReceiverCommand) => {
  wanted = command.expect;
  answerWhenComplete();
});
process.on('disconnect', () => process.exit(0));

function answerWhenComplete(): void {
  if (wanted === null || arrivals.length < wanted) return;
  process.send?.({ arrivals } satisfies ReceiverAnswer);
  arrivals = [];
  wanted = null;
}
