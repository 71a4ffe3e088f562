import { z } from '@hono/zod-openapi';
import { alertKinds } from '../../../domain/alert.ts';
import { parseMoment } from '../../../domain/moment.ts';
import { MOMENT_HINT } from '../../../domain/question-in-words.ts';
import { retryDeliveries } from '../../../pipeline/retry-deliveries.ts';
import { viewAlert } from '../../../pipeline/view-alerts.ts';
import { listAlerts, readAlert, readDelivery } from '../../../store/alerts.ts';
import { nextLink, pageBody, passingAnswer, taggedAnswer } from '../answers.ts';
import { cursorAt, positionOf } from '../cursor.ts';
import type { ApiContext } from '../dependencies.ts';
import { type Operation, operation } from '../operation.ts';
import { cursor, idOf, limit, oneOf, PAGE_SIZE, word } from '../parameters.ts';
import { ApiProblem } from '../problem.ts';
import { invalidParameters, parameterProblem } from '../reading-input.ts';
import { listOf } from '../schemas/list.ts';
import { alertSchema } from '../schemas/watching.ts';

const parameters = z.object({
  since: word('Told from then on: a year, month or day (UTC), an instant, or how long ago, as `7d`', '7d'),
  kind: oneOf(alertKinds, 'What was told'),
  release: word('Id of a release'),
  limit,
  cursor,
});

export function alertOperations(api: ApiContext): readonly Operation[] {
  return [listAllAlerts(api), oneAlert(api), retryAlert(api)];
}

function listAllAlerts(api: ApiContext): Operation {
  return operation({
    id: 'listAlerts',
    method: 'get',
    path: '/alerts',
    tag: 'Alerts',
    summary: 'What was told, and where it went, newest first',
    description: 'Each is what `modelwatch alerts --json` prints of it.',
    takesQuery: parameters,
    access: 'read',
    answers: {
      200: {
        description: 'One page of the alerts that fit',
        schema: listOf(alertSchema),
        headers: { Link: 'Leads to the next page' },
      },
    },
    examples: [{ address: '/alerts?kind=release.new&limit=3' }],
    answer: async ({ c, query: { limit: size = PAGE_SIZE, cursor: from, since, ...asked } }) => {
      const filter = { kind: asked.kind, release: asked.release };
      const position = positionOf([filter, since], from, ['number', 'string']);
      const found = await listAlerts(api.database.reader, {
        ...filter,
        ...(since === undefined ? {} : { since: momentOf(since, api.clock.now()) }),
        ...(position === null ? {} : { behind: { createdAt: Number(position[0]), id: String(position[1]) } }),
        limit: size + 1,
      });
      const shown = found.slice(0, size);
      const last = shown.at(-1)?.alert;
      const more = found.length > size && last !== undefined;
      const next = more ? cursorAt([filter, since], [last.created_at, last.id]) : null;
      const items = shown.map((listed) => JSON.stringify(viewAlert(listed)));
      return taggedAnswer(c, pageBody(items, {}, next), { headers: nextLink(c, next) });
    },
  });
}

function momentOf(text: string, now: number): number {
  const at = parseMoment(text, now);
  if (at === null)
    throw invalidParameters([parameterProblem('query', 'since', `"${text}" is no date. ${MOMENT_HINT}`)]);
  return at;
}

function oneAlert(api: ApiContext): Operation {
  return operation({
    id: 'getAlert',
    method: 'get',
    path: '/alerts/{id}',
    tag: 'Alerts',
    summary: 'One alert, and where it went',
    takesPath: idOf('Id of an alert', 'alert_9XkQe2LmT0vRb4sY'),
    access: 'read',
    answers: { 200: { description: 'The alert', schema: alertSchema } },
    problems: ['not-found'],
    examples: [{ address: '/alerts/ALERT_ID' }],
    answer: async ({ c, path: { id } }) => {
      const [found] = await listAlerts(api.database.reader, { ids: [id] });
      if (found === undefined) throw new ApiProblem('not-found', 'There is no alert of that id.');
      return taggedAnswer(c, JSON.stringify(viewAlert(found)));
    },
  });
}

const taken = z
  .object({
    deliveries: z
      .array(z.object({ id: z.string(), channel: z.string() }))
      .openapi({ description: 'What is tried again' }),
  })
  .openapi('Retried');

function retryAlert(api: ApiContext): Operation {
  const { database, clock } = api;
  return operation({
    id: 'retryAlert',
    method: 'post',
    path: '/alerts/{id}/retry',
    tag: 'Alerts',
    summary: 'Tries again what could not be delivered',
    description:
      'As `modelwatch alerts retry ID`: of an alert, or one delivery. It goes out with the same body and `webhook-id`.',
    takesPath: idOf('Id of an alert or of a delivery', 'alert_9XkQe2LmT0vRb4sY'),
    access: 'write',
    answers: {
      202: {
        description: 'It is tried again soon',
        schema: taken,
        headers: { Location: 'Where its state is to be seen' },
      },
    },
    problems: ['not-found', 'nothing-to-retry'],
    examples: [{ address: '/alerts/ALERT_ID/retry' }],
    answer: async ({ path: { id } }) => {
      const alert = (await readAlert(database.reader, id))?.id;
      const alertId = alert ?? (await readDelivery(database.reader, id))?.alert_id;
      if (alertId === undefined)
        throw new ApiProblem('not-found', 'There is no alert or delivery of that id.');
      const letters = await database.write((tx) => retryDeliveries(tx, id, clock.now()));
      if (letters.length === 0) {
        throw new ApiProblem(
          'nothing-to-retry',
          'What was sent or cancelled stays so, and what is pending goes out by itself.',
        );
      }
      const deliveries = letters.map((letter) => ({ id: letter.id, channel: letter.channel }));
      return passingAnswer({ deliveries }, 202, {
        location: `/api/v1/alerts/${encodeURIComponent(alertId)}`,
      });
    },
  });
}
