import { browseJson } from '../../../pipeline/browse-releases.ts';
import { viewWholeRelease } from '../../../pipeline/view-whole-release.ts';
import { resolveRelease } from '../../../store/catalog.ts';
import { nextLink, notModified, pageBody, taggedAnswer } from '../answers.ts';
import { catalogTag } from '../catalog-tag.ts';
import { wrongCursor } from '../cursor.ts';
import type { ApiContext } from '../dependencies.ts';
import { type Operation, operation } from '../operation.ts';
import { cursor, idOf, limit, PAGE_SIZE } from '../parameters.ts';
import { ApiProblem } from '../problem.ts';
import { releaseParameters, releaseQuery } from '../release-parameters.ts';
import { listOf } from '../schemas/list.ts';
import { releaseSchema, wholeReleaseSchema } from '../schemas/release.ts';
import { count } from '../schemas/values.ts';

export function releaseOperations(api: ApiContext): readonly Operation[] {
  return [listReleases(api), oneRelease(api)];
}

function listReleases(api: ApiContext): Operation {
  const { reader } = api.database;
  return operation({
    id: 'listReleases',
    method: 'get',
    path: '/releases',
    tag: 'Catalog',
    summary: 'Releases, newest first',
    description: 'Each is what `modelwatch releases --json` prints of it.',
    takesQuery: releaseParameters.extend({ limit, cursor }),
    access: 'read',
    answers: {
      200: {
        description: 'One page of the releases that fit',
        schema: listOf(releaseSchema, { total: count.openapi({ description: 'How many fit in all' }) }),
        headers: { Link: 'Leads to the next page' },
      },
    },
    examples: [
      { address: '/releases?limit=3' },
      { address: '/releases?lab=qwen,zhipu&kind=llm&license=mit&order=-parameters' },
    ],
    answer: async ({ c, query: { limit: size = PAGE_SIZE, cursor: from, ...typed } }) => {
      const query = releaseQuery(typed, api.configuration.labs, api.clock.now());
      const tag = await catalogTag(api, c, [query, size, from]);
      const known = notModified(c, tag);
      if (known !== null) return known;
      const page = await browseJson(reader, query, { limit: size, cursor: from ?? null }).catch((error) => {
        throw error instanceof RangeError ? wrongCursor() : error;
      });
      const body = pageBody(page.items, { total: page.total }, page.next);
      return taggedAnswer(c, body, { tag, headers: nextLink(c, page.next) });
    },
  });
}

function oneRelease(api: ApiContext): Operation {
  const { reader } = api.database;
  return operation({
    id: 'getRelease',
    method: 'get',
    path: '/releases/{id}',
    tag: 'Catalog',
    summary: 'One release, with every claim and what happened to it',
    description: 'As `modelwatch release ID --json` prints it.',
    takesPath: idOf('Id of a release', 'rel_xVlj09gaQkk36qXq'),
    access: 'read',
    answers: {
      200: { description: 'The release', schema: wholeReleaseSchema },
      308: {
        description: 'It turned out to be another that was there before, and was merged into that',
        headers: { Location: 'Where that is' },
      },
    },
    problems: ['not-found'],
    examples: [{ address: '/releases/RELEASE_ID' }],
    answer: async ({ c, path: { id } }) => {
      const row = await resolveRelease(reader, id);
      if (row === undefined || row.hidden === 1)
        throw new ApiProblem('not-found', 'There is no release of that id.');
      if (row.id !== id) {
        const location = `/api/v1/releases/${encodeURIComponent(row.id)}`;
        return new Response(null, { status: 308, headers: { location, 'cache-control': 'no-cache' } });
      }
      return taggedAnswer(c, JSON.stringify(await viewWholeRelease(reader, row, api.labs)));
    },
  });
}
