import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { browseEvents, type EventFilter } from '../../pipeline/browse-events.ts';
import { viewEvent } from '../../pipeline/view-events.ts';
import type { WebContext } from '../web-env.ts';
import type { ApiContext } from './dependencies.ts';
import { LogWatch } from './log-watch.ts';
import { ApiProblem } from './problem.ts';

/** What a reader of the log wants to be told. */
export interface StreamWish {
  readonly filter: EventFilter;
  /** Number of the event after which it begins. */
  readonly after: number;
}

/** Streams that are open at once: each holds a connection. */
const MOST_STREAMS = 200;
/** A sign of life, so that nobody on the way takes the connection for dead, and one that is dead is noticed. */
const HEARTBEAT_MS = 15_000;
/** How long a reader waits before it comes again. */
const COME_AGAIN_MS = 3000;
const EVENTS_AT_ONCE = 100;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Reverse proxies would gather what is to be there at once.
  'x-accel-buffering': 'no',
} as const;

/** Tells readers of the log what comes, as server-sent events, until they go or the server stops. */
export class EventStreams {
  readonly #api: ApiContext;
  readonly #watch: LogWatch;
  #open = 0;

  constructor(api: ApiContext) {
    this.#api = api;
    this.#watch = new LogWatch(api.database.reader);
  }

  /** Throws ApiProblem where as many are open as may be. */
  open(c: WebContext, wish: StreamWish): Response {
    if (this.#open >= MOST_STREAMS) {
      throw new ApiProblem(
        'too-many-streams',
        `${MOST_STREAMS} streams are open: ask /api/v1/events now and then.`,
        {
          headers: { 'retry-after': '60' },
        },
      );
    }
    if (c.req.method === 'HEAD') return new Response(null, { headers: HEADERS });
    const gone = new AbortController();
    const ended = AbortSignal.any([gone.signal, this.#api.stopping]);
    this.#open += 1;
    const response = streamSSE(c, async (stream) => {
      stream.onAbort(() => gone.abort());
      try {
        await this.#tell(stream, wish, ended);
      } catch (error) {
        // The reader comes again with the number of the last event that it got.
        if (!ended.aborted) this.#api.log.warn({ err: error }, 'a stream of events ended early');
      } finally {
        this.#open -= 1;
      }
    });
    for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
    return response;
  }

  async #tell(stream: SSEStreamingApi, { filter, after }: StreamWish, ended: AbortSignal): Promise<void> {
    const { database, sourceIds } = this.#api;
    // From the first moment a reader knows where it is, and comes again there.
    await stream.write(`retry: ${COME_AGAIN_MS}\nid: ${after}\n\n`);
    let at = after;
    while (!ended.aborted) {
      const { events, last, more } = await browseEvents(database.reader, filter, at, EVENTS_AT_ONCE);
      for (const event of events) {
        if (ended.aborted) return;
        await stream.write(`id: ${event.n}\ndata: ${JSON.stringify(viewEvent(event, sourceIds))}\n\n`);
      }
      at = last;
      if (more) continue;
      const waited = performance.now();
      await this.#watch.grown(at, HEARTBEAT_MS, ended);
      if (!ended.aborted && performance.now() - waited >= HEARTBEAT_MS - 1)
        await stream.write(`: here\nid: ${at}\n\n`);
    }
  }
}
