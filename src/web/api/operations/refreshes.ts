import { z } from '@hono/zod-openapi';
import { chooseSources, type SourceChoice } from '../../../domain/chosen-sources.ts';
import {
  type AskedRefresh,
  findAskedRefresh,
  TooManyRefreshesError,
} from '../../../pipeline/asked-refresh.ts';
import { passingAnswer } from '../answers.ts';
import type { ApiContext } from '../dependencies.ts';
import { type Operation, operation } from '../operation.ts';
import { idOf } from '../parameters.ts';
import { ApiProblem } from '../problem.ts';
import { instant, trouble } from '../schemas/values.ts';
import { refreshReportSchema } from '../schemas/watching.ts';

const choice = z
  .strictObject({
    sources: z
      .array(z.string().max(200))
      .max(1000)
      .optional()
      .openapi({ description: 'Ids of sources; all unless told' }),
    kind: z.string().max(200).optional().openapi({ description: 'Kind of source' }),
    lab: z.string().max(200).optional().openapi({ description: 'Id of a lab' }),
  })
  .openapi('RefreshChoice');

const standing = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'done', 'failed', 'lost']).openapi({
      description: '`lost`: the process that did it ended before it was through; what it had seen is kept',
    }),
    askedAt: instant,
    endedAt: instant.optional(),
    asked: z.array(z.string()).openapi({ description: 'Ids of the sources that are looked at' }),
    polled: z.int().min(0).openapi({ description: 'How many of them were looked at so far' }),
    error: trouble.optional(),
  })
  .extend(refreshReportSchema.partial().shape)
  .openapi('Refresh', {
    description: 'How a look stands. Once it is done it has what `modelwatch refresh --json` prints.',
  });

export function refreshOperations(api: ApiContext): readonly Operation[] {
  return [startRefresh(api), oneRefresh(api)];
}

function startRefresh(api: ApiContext): Operation {
  const { refreshes, sources } = api;
  return operation({
    id: 'refresh',
    method: 'post',
    path: '/refresh',
    tag: 'Watching',
    summary: 'Looks at sources now',
    description:
      'As `modelwatch refresh`, through to the deliveries that are due. Of the same sources one look is under way at a time.',
    takesBody: choice,
    access: 'write',
    answers: {
      202: {
        description: 'It is under way',
        schema: standing,
        headers: { Location: 'Where its state is to be seen' },
      },
    },
    problems: ['refreshes-running'],
    examples: [{ address: '/refresh', body: '{"sources":["hf-zhipu"]}' }],
    answer: async ({ c, body: { sources: ids, kind, lab } }) => {
      const chosen = chosenIds(api, { ids, kind, lab });
      const watched = [...sources.values()].filter((source) => chosen.has(source.id));
      const asked = await refreshes.begin(watched, c.var.visitor.token?.id ?? null).catch((error) => {
        if (!(error instanceof TooManyRefreshesError)) throw error;
        const headers = { 'retry-after': '30' };
        throw new ApiProblem('refreshes-running', 'Ask again when one of them has ended.', { headers });
      });
      return passingAnswer(viewStanding(asked), 202, { location: `/api/v1/refreshes/${asked.id}` });
    },
  });
}

/** Throws ApiProblem that names what is not configured. */
function chosenIds(api: ApiContext, wish: SourceChoice): ReadonlySet<string> {
  const { ids, unknown } = chooseSources(api.configuration, wish);
  if (unknown.length === 0 && ids.size > 0) return ids;
  const sentence =
    unknown.length > 0 ? unknown.join('; ') : 'no source fits that choice: /api/v1/sources lists them';
  throw new ApiProblem('invalid-body', sentence);
}

function oneRefresh(api: ApiContext): Operation {
  return operation({
    id: 'getRefresh',
    method: 'get',
    path: '/refreshes/{id}',
    tag: 'Watching',
    summary: 'How a look stands that was asked for',
    takesPath: idOf('Id of a refresh', 'refresh_b7Zq1NnX5cTd0LwE'),
    access: 'read',
    answers: { 200: { description: 'Its state, and what it saw', schema: standing } },
    problems: ['not-found'],
    examples: [{ address: '/refreshes/REFRESH_ID' }],
    answer: async ({ path: { id } }) => {
      const asked = await findAskedRefresh(api.database.reader, id, api.clock.now());
      if (asked === null)
        throw new ApiProblem('not-found', 'There is no look of that id, or it is more than a week ago.');
      const running: Record<string, string> = asked.state === 'running' ? { 'retry-after': '2' } : {};
      return passingAnswer(viewStanding(asked), 200, running);
    },
  });
}

function viewStanding({ report, error, ...asked }: AskedRefresh) {
  return {
    id: asked.id,
    state: asked.state,
    askedAt: new Date(asked.askedAt).toISOString(),
    ...(asked.endedAt === null ? {} : { endedAt: new Date(asked.endedAt).toISOString() }),
    asked: asked.sources,
    polled: asked.polled,
    ...(error === null ? {} : { error }),
    ...report,
  };
}
