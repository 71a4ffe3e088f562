import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Chance } from './random.ts';

/** One message, however often it came. */
export interface Message {
  readonly id: string;
  /** Of the address that it came to: which channel. */
  readonly path: string;
  /** `release.new Alpha2`. */
  readonly about: string;
  readonly bodyHash: string;
  /** When it was first taken, by `performance.now()`. */
  readonly at: number;
  /** How often it was taken. */
  taken: number;
}

export interface FaultyReceiver {
  readonly url: string;
  /** By `webhook-id`. */
  readonly messages: ReadonlyMap<string, Message>;
  /** What is wrong in itself: a signature, another body under the same id. */
  readonly problems: readonly string[];
  /** Requests, refused ones and repeats included. */
  readonly requests: number;
  /** Messages that were taken, with the connection closed in the place of an answer. */
  readonly dropped: number;
  readonly refused: number;
  close(): Promise<void>;
}

const LONGEST_THOUGHT_MS = 60;
const REFUSED = 0.05;
const ASKED_TO_WAIT = 0.01;
const DROPPED = 0.03;

/** A receiver that thinks, and goes wrong now and then: at the first sight of a message alone, so that it ends in time. */
export async function startFaultyReceiver(secret: string, chance: Chance): Promise<FaultyReceiver> {
  const webhook = new Webhook(secret);
  const messages = new Map<string, Message>();
  const seen = new Set<string>();
  const problems: string[] = [];
  const counts = { requests: 0, dropped: 0, refused: 0 };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    counts.requests += 1;
    const id = String(request.headers['webhook-id']);
    try {
      webhook.verify(body, request.headers as Record<string, string>);
    } catch (error) {
      problems.push(`${id}: ${String(error)}`);
    }
    const isFirst = !seen.has(id);
    seen.add(id);
    await new Promise((resolve) => setTimeout(resolve, chance.between(0, LONGEST_THOUGHT_MS)));
    if (isFirst) {
      if (chance.happens(REFUSED)) {
        counts.refused += 1;
        return void response.writeHead(500).end();
      }
      if (chance.happens(ASKED_TO_WAIT)) {
        counts.refused += 1;
        return void response.writeHead(429, { 'retry-after': '1' }).end();
      }
    }
    take(id, request.url ?? '', body);
    if (isFirst && chance.happens(DROPPED)) {
      counts.dropped += 1;
      return void request.socket.destroy();
    }
    response.writeHead(204).end();
  }

  function take(id: string, path: string, body: string): void {
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const known = messages.get(id);
    if (known !== undefined) {
      known.taken += 1;
      if (known.bodyHash !== bodyHash) problems.push(`${id} (${known.about}) came with another body`);
      return;
    }
    messages.set(id, { id, path, about: aboutOf(body), bodyHash, at: performance.now(), taken: 1 });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    problems,
    get requests() {
      return counts.requests;
    },
    get dropped() {
      return counts.dropped;
    },
    get refused() {
      return counts.refused;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function aboutOf(body: string): string {
  const { type, data } = JSON.parse(body) as { type: string; data: { release?: { name: string } } };
  return data.release === undefined ? type : `${type} ${data.release.name}`;
}
