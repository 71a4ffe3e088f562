import { z } from '@hono/zod-openapi';
import { kinds, repoRoles } from '../../../domain/catalog.ts';
import { viewListedRepo } from '../../../pipeline/view-repos.ts';
import { type ListedRepo, listRepos } from '../../../store/repo-listing.ts';
import { nextLink, notModified, pageText, taggedAnswer } from '../answers.ts';
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
        const { release, role, state = 'present' } = asked;
        const lab = knownLabs(asked.lab, api.configuration.labs);
        const kind = asked.kind === undefined ? undefined : [asked.kind];
        const filter = { release, role, state, lab, kind };
        const position = positionOf(filter, from, ['number', 'string']);
        const tag = await catalogTag(api, c, [filter, size, from]);
        const known = notModified(c, tag);
        if (known !== null) return known;
        const behind = position === null ? null : { publicAt: Number(position[0]), key: String(position[1]) };
        const rows = await listRepos(reader, filter, behind, size + 1);
        const shown = rows.slice(0, size);
        const next = rows.length > size ? cursorAt(filter, placeOf(shown.at(-1) as ListedRepo)) : null;
        const items = shown.map((row) => JSON.stringify(viewListedRepo(row)));
        return taggedAnswer(c, pageText(items, {}, next), { tag, headers: nextLink(c, next) });
      },
    }),
  ];
}

function placeOf({ public_at, key }: ListedRepo): [number, string] {
  return [public_at, key];
}
