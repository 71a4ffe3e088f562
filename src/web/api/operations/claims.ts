import { z } from '@hono/zod-openapi';
import { browseClaims } from '../../../pipeline/browse-claims.ts';
import { nextLink, notModified, pageBody, taggedAnswer } from '../answers.ts';
import { catalogTag } from '../catalog-tag.ts';
import { cursorAt, positionOf } from '../cursor.ts';
import type { ApiContext } from '../dependencies.ts';
import { knownLabs, splitWords } from '../lab-parameter.ts';
import { type Operation, operation } from '../operation.ts';
import { cursor, flag, limit, PAGE_SIZE, word } from '../parameters.ts';
import { listOf } from '../schemas/list.ts';
import { listedClaimSchema } from '../schemas/release.ts';

const parameters = z.object({
  release: word('Id of a release'),
  lab: word('Id of a lab, which means those that belong to it, too; several with commas between', 'zhipu'),
  attribute: word('As `license`; several with commas between', 'license'),
  source: word('Who says so, as claims name it', 'huggingface.co'),
  current: flag('Whether its source says so still; both unless told'),
  limit,
  cursor,
});

export function claimOperations(api: ApiContext): readonly Operation[] {
  return [
    operation({
      id: 'listClaims',
      method: 'get',
      path: '/claims',
      tag: 'Catalog',
      summary: 'What sources say, the newest first',
      description:
        'There may be millions, and each answer looks through a bounded number of them: a page may hold less than `limit`, or nothing, and there is more as long as `next` is not null.',
      takesQuery: parameters,
      access: 'read',
      answers: {
        200: {
          description: 'One page of the claims that fit',
          schema: listOf(listedClaimSchema),
          headers: { Link: 'Leads to the next page' },
        },
      },
      examples: [{ address: '/claims?lab=zhipu&attribute=license&limit=3' }],
      answer: async ({ c, query: { limit: size = PAGE_SIZE, cursor: from, ...asked } }) => {
        const filter = {
          release: asked.release,
          lab: knownLabs(asked.lab, api.configuration.labs),
          attribute: splitWords(asked.attribute),
          source: asked.source,
          current: asked.current,
        };
        const position = positionOf(filter, from, ['number']);
        const tag = await catalogTag(api, c, [filter, size, from]);
        const known = notModified(c, tag);
        if (known !== null) return known;
        const below = position === null ? null : Number(position[0]);
        const page = await browseClaims(api.database.reader, filter, below, size);
        const next = page.next === null ? null : cursorAt(filter, [page.next]);
        const items = page.items.map((item) => JSON.stringify(item));
        return taggedAnswer(c, pageBody(items, {}, next), { tag, headers: nextLink(c, next) });
      },
    }),
  ];
}
