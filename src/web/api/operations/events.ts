import { z } from '@hono/zod-openapi';
import { browseEvents } from '../../../pipeline/browse-events.ts';
import { viewEvent } from '../../../pipeline/view-events.ts';
import { newestEvent } from '../../../store/events.ts';
import type { WebContext } from '../../web-env.ts';
import { nextLink, pageBody, taggedAnswer } from '../answers.ts';
import type { ApiContext } from '../dependencies.ts';
import { EventStreams, type StreamWish } from '../event-stream.ts';
import { knownLabs } from '../lab-parameter.ts';
import { type Operation, operation } from '../operation.ts';
import { flag, limit, PAGE_SIZE, wholeNumber, word } from '../parameters.ts';
import { listOf } from '../schemas/list.ts';
import { eventSchema } from '../schemas/watching.ts';

const after = wholeNumber(0, Number.MAX_SAFE_INTEGER, 'Only what comes after the event of this number');
const lab = word(
  'Id of a lab, which means those that belong to it, too; several with commas between',
  'zhipu',
);
const baseline = flag('With what was there when a source was first looked at');

export function eventOperations(api: ApiContext): readonly Operation[] {
  const streams = new EventStreams(api);
  return [listEvents(api, streams), streamEvents(api, streams)];
}

function listEvents(api: ApiContext, streams: EventStreams): Operation {
  return operation({
    id: 'listEvents',
    method: 'get',
    path: '/events',
    tag: 'Watching',
    summary: 'What changed, oldest first',
    description:
      'Each is what `modelwatch events --json` prints of it. A page may hold less than `limit`, or nothing: go on after `last` as long as `next` is not null, and later to see what came since; none is ever left out. With `Accept: text/event-stream` it is the stream of `/events/stream`.',
    takesQuery: z.object({ after, lab, baseline, limit }),
    access: 'read',
    answers: {
      200: {
        description: 'One page of the events that fit',
        schema: listOf(eventSchema, {
          last: z.int().min(0).openapi({ description: 'For `after`, to go on from here at any time' }),
        }),
        headers: { Link: 'Leads to the next page' },
      },
    },
    problems: ['too-many-streams'],
    examples: [{ address: '/events?after=0&limit=3' }],
    answer: async ({ c, query }) => {
      const filter = filterOf(api, query);
      if (wantsStream(c)) return await streams.open(c, await wishOf(api, c, filter, query.after));
      const page = await browseEvents(
        api.database.reader,
        filter,
        query.after ?? 0,
        query.limit ?? PAGE_SIZE,
      );
      const next = page.more ? String(page.last) : null;
      const items = page.events.map((event) => JSON.stringify(viewEvent(event, api.sourceIds)));
      return taggedAnswer(c, pageBody(items, { last: page.last }, next), {
        headers: nextLink(c, next, 'after'),
      });
    },
  });
}

function streamEvents(api: ApiContext, streams: EventStreams): Operation {
  return operation({
    id: 'streamEvents',
    method: 'get',
    path: '/events/stream',
    tag: 'Watching',
    summary: 'What changes, as it comes',
    description:
      'Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): `data` is an event as `/events` has it, `id` its number. Begins with what comes from now on, unless `after` says otherwise; a reader that was cut off sends `Last-Event-ID`, as browsers do by themselves, and misses nothing.',
    takesQuery: z.object({ after, lab, baseline }),
    access: 'read',
    answers: {
      200: { description: 'A stream without end', type: 'text/event-stream', schema: z.string() },
    },
    problems: ['too-many-streams'],
    examples: [{ address: '/events/stream?after=0' }],
    answer: async ({ c, query }) => streams.open(c, await wishOf(api, c, filterOf(api, query), query.after)),
  });
}

function filterOf(
  api: ApiContext,
  query: { readonly lab?: string | undefined; readonly baseline?: boolean | undefined },
): StreamWish['filter'] {
  return { lab: knownLabs(query.lab, api.configuration.labs), baseline: query.baseline ?? false };
}

/** Where the reader says nothing of where it was, it is told what comes from now on. */
async function wishOf(
  api: ApiContext,
  c: WebContext,
  filter: StreamWish['filter'],
  from: number | undefined,
): Promise<StreamWish> {
  const seen = /^\d{1,16}$/.exec(c.req.header('last-event-id') ?? '')?.[0];
  const start = seen === undefined ? from : Number(seen);
  const newest = await newestEvent(api.database.reader);
  // A number that is not there yet is of another store: what comes here would be missed until it is reached.
  return { filter, after: Math.min(start ?? newest, newest) };
}

function wantsStream(c: WebContext): boolean {
  return /(?:^|,)\s*text\/event-stream\s*(?:;|,|$)/i.test(c.req.header('accept') ?? '');
}
