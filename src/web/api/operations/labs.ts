import { gatherLabs, type LabView, viewLabs } from '../../../pipeline/view-labs.ts';
import { catalogVersion } from '../../../store/catalog-version.ts';
import { notModified, taggedAnswer } from '../answers.ts';
import { catalogTag } from '../catalog-tag.ts';
import type { ApiContext } from '../dependencies.ts';
import { type Operation, operation } from '../operation.ts';
import { idOf } from '../parameters.ts';
import { ApiProblem } from '../problem.ts';
import { Remembered } from '../remembered.ts';
import { labSchema } from '../schemas/lab.ts';
import { listOf } from '../schemas/list.ts';

export function labOperations(api: ApiContext): readonly Operation[] {
  const { reader } = api.database;
  const { labs, sources } = api.configuration;
  // What is said of all labs is weighed anew: as long as nothing changes, once is enough.
  const views = new Remembered(async () => viewLabs(labs, sources, await gatherLabs(reader)));
  const current = async () => await views.of(await catalogVersion(reader));
  return [listLabs(api, current), oneLab(api, current)];
}

type Current = () => Promise<readonly LabView[]>;

function listLabs(api: ApiContext, current: Current): Operation {
  return operation({
    id: 'listLabs',
    method: 'get',
    path: '/labs',
    tag: 'Catalog',
    summary: 'All labs, in the order of labs.yaml',
    description: 'Each is what `modelwatch labs --json` prints of it. There is one page of them.',
    access: 'read',
    answers: { 200: { description: 'The labs', schema: listOf(labSchema) } },
    examples: [{ address: '/labs' }],
    answer: async ({ c }) => {
      const tag = await catalogTag(api, c, null);
      return (
        notModified(c, tag) ??
        taggedAnswer(c, JSON.stringify({ items: await current(), next: null }), { tag })
      );
    },
  });
}

function oneLab(api: ApiContext, current: Current): Operation {
  return operation({
    id: 'getLab',
    method: 'get',
    path: '/labs/{id}',
    tag: 'Catalog',
    summary: 'One lab',
    takesPath: idOf('Id of a lab', 'zhipu'),
    access: 'read',
    answers: { 200: { description: 'The lab', schema: labSchema } },
    problems: ['not-found'],
    examples: [{ address: '/labs/zhipu' }],
    answer: async ({ c, path: { id } }) => {
      const tag = await catalogTag(api, c, null);
      const known = notModified(c, tag);
      if (known !== null) return known;
      const lab = (await current()).find((one) => one.id === id);
      if (lab === undefined)
        throw new ApiProblem('not-found', 'There is no lab of that id: /api/v1/labs lists them.');
      return taggedAnswer(c, JSON.stringify(lab), { tag });
    },
  });
}
