import { z } from '@hono/zod-openapi';
import type { sourceStates } from '../../../domain/source-health.ts';
import { type SourceView, standingOfSources, viewSources } from '../../../pipeline/view-sources.ts';
import { locatorOf, type SourceConfig } from '../../../sources/source-config.ts';
import { taggedAnswer } from '../answers.ts';
import type { ApiContext } from '../dependencies.ts';
import { knownLabs } from '../lab-parameter.ts';
import { type Operation, operation } from '../operation.ts';
import { idOf, oneOf, word } from '../parameters.ts';
import { ApiProblem } from '../problem.ts';
import { Remembered } from '../remembered.ts';
import { listOf } from '../schemas/list.ts';
import { sourceSchema } from '../schemas/watching.ts';

const states = [
  'gone',
  'failing',
  'suspect',
  'silent',
  'parked',
  'never',
  'ok',
] as const satisfies readonly (typeof sourceStates)[number][];

const parameters = z.object({
  kind: word('Kind of source', 'huggingface-org'),
  lab: word('Id of a lab, which means those that belong to it, too; several with commas between'),
  state: oneOf(states, 'How it does'),
});

/** What is asked of the store for all sources is asked once in so many milliseconds, however many ask. */
const FRESH_MS = 1000;

export function sourceOperations(api: ApiContext): readonly Operation[] {
  const { configuration, clock, database } = api;
  const hostOf = (config: SourceConfig) => api.sources.get(locatorOf(config))?.host ?? '';
  const standing = new Remembered(() => standingOfSources(database.reader));
  async function current(): Promise<SourceView[]> {
    const now = clock.now();
    const stored = await standing.of(String(Math.floor(now / FRESH_MS)));
    return viewSources(configuration.sources, hostOf, stored, now);
  }
  return [listSources(api, current), oneSource(current)];
}

type Current = () => Promise<readonly SourceView[]>;

function listSources(api: ApiContext, current: Current): Operation {
  return operation({
    id: 'listSources',
    method: 'get',
    path: '/sources',
    tag: 'Watching',
    summary: 'What is watched, and how it does',
    description: 'Each is what `modelwatch sources --json` prints of it. There is one page of them.',
    takesQuery: parameters,
    access: 'read',
    answers: { 200: { description: 'The sources that fit', schema: listOf(sourceSchema) } },
    examples: [{ address: '/sources?state=failing' }],
    answer: async ({ c, query: { kind, state, lab } }) => {
      const labs = knownLabs(lab, api.configuration.labs);
      const items = (await current()).filter(
        (source) =>
          (kind === undefined || source.kind === kind) &&
          (state === undefined || source.state === state) &&
          (labs === undefined || (source.lab !== null && labs.includes(source.lab))),
      );
      return taggedAnswer(c, JSON.stringify({ items, next: null }));
    },
  });
}

function oneSource(current: Current): Operation {
  return operation({
    id: 'getSource',
    method: 'get',
    path: '/sources/{id}',
    tag: 'Watching',
    summary: 'One source',
    takesPath: idOf('Id of a source', 'hf-zhipu'),
    access: 'read',
    answers: { 200: { description: 'The source', schema: sourceSchema } },
    problems: ['not-found'],
    examples: [{ address: '/sources/hf-zhipu' }],
    answer: async ({ c, path: { id } }) => {
      const source = (await current()).find((one) => one.id === id);
      if (source === undefined)
        throw new ApiProblem('not-found', 'There is no source of that id: /api/v1/sources lists them.');
      return taggedAnswer(c, JSON.stringify(source));
    },
  });
}
