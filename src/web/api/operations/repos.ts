import { z } from '@hono/zod-openapi';
import { kinds, repoRoles } from '../../../domain/catalog.ts';
import { browseRepos } from '../../../pipeline/browse-repos.ts';
import { viewListedRepo } from '../../../pipeline/view-repos.ts';
import { nextLink, notModified, pageBody, taggedAnswer } from '../answers.ts';
import { catalogTag } from '../catalog-tag.ts';
import { cursorAt, positionOf } from '../cursor.ts';
import type { ApiContext } from '../dependencies.ts';
import { knownLabs } from '../lab-parameter.ts';
import { type Operation, operation } from '../operation.ts';
import { cursor, limit, oneOf, PAGE_SIZE, word } from '../parameters.ts';
import { listOf } from '../schemas/list.ts';
import { repoSchema } from '../schemas/release.ts';

const parameters = z.object({
  lab: word('Id of a lab, which means those that belong to it, too; several with commas between', 'zhipu'),
  release: word('Id of a release'),
  kind: oneOf(kinds, 'Kind of model'),
  role: oneOf(repoRoles, 'What it is for'),
  state: oneOf(['present', 'removed', 'any'], 'Whether it is there still; `present` unless told'),
  limit,
  cursor,
});

export function repoOperations(api: ApiContext): readonly Operation[] {
  const { reader } = api.database;
  return [
    operation({
      id: 'listRepos',
      method: 'get',
      path: '/repos',
      tag: 'Catalog',
      summary: 'Repos of all releases, newest first',
      description:
        'A page may hold less than `limit` where few fit: there is more as long as `next` is not null.',
      takesQuery: parameters,
      access: 'read',
      answers: {
        200: {
          description: 'One page of the repos that fit',
          schema: listOf(repoSchema),
          headers: { Link: 'Leads to the next page' },
        },
      },
      examples: [{ address: '/repos?lab=zhipu&limit=3' }],
      answer: async ({ c, query: { limit: size = PAGE_SIZE, cursor: from, ...asked } }) => {
        const { release, kind, role, state = 'present' } = asked;
        const filter = { release, role, state, lab: knownLabs(asked.lab, api.configuration.labs), kind };
        const position = positionOf(filter, from, ['number', 'string']);
        const tag = await catalogTag(api, c, [filter, size, from]);
        const known = notModified(c, tag);
        if (known !== null) return known;
        const behind = position === null ? null : { publicAt: Number(position[0]), key: String(position[1]) };
        const page = await browseRepos(reader, filter, behind, size);
        const next = page.next === null ? null : cursorAt(filter, [page.next.publicAt, page.next.key]);
        const items = page.items.map((row) => JSON.stringify(viewListedRepo(row)));
        return taggedAnswer(c, pageBody(items, {}, next), { tag, headers: nextLink(c, next) });
      },
    }),
  ];
}
