import { z } from 'zod';
import { identifierPattern, identifierRule } from '../domain/identifier.ts';
import type { Lab } from '../domain/lab.ts';
import { hubOrganizationSchema } from '../sources/huggingface/config.ts';
import { conventionsSchema } from './conventions-schema.ts';
import { labInTextsSchema } from './lab-in-texts-schema.ts';
import { textSchema } from './text-schema.ts';

const organizationsSchema = z.strictObject({
  huggingface: z.exactOptional(z.array(hubOrganizationSchema)),
  modelscope: z.exactOptional(z.array(textSchema)),
  github: z.exactOptional(z.array(textSchema)),
});

const writtenLabSchema = z.strictObject({
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  name: textSchema,
  zh: z.exactOptional(textSchema.describe('Chinese name')),
  aliases: z.exactOptional(z.array(textSchema).describe('Other names that texts use for the lab')),
  parent: z.exactOptional(z.string().describe('Id of the lab that this one belongs to')),
  organizations: z.exactOptional(organizationsSchema),
  wikipedia: z.exactOptional(z.array(textSchema).describe('Titles on en.wikipedia.org')),
  families: z.exactOptional(z.array(textSchema).describe('Names of its lines of models')),
  watch: z.exactOptional(z.literal('none').describe('Nothing of this lab is watched; say why under reason')),
  reason: z.exactOptional(textSchema.describe('Why nothing of this lab is watched')),
  conventions: z.exactOptional(conventionsSchema),
  texts: z.exactOptional(labInTextsSchema),
});

/** One entry of labs.yaml. */
export const labSchema = writtenLabSchema
  .refine((lab) => lab.watch === undefined || lab.reason !== undefined, {
    path: ['watch'],
    error: 'Say under "reason" why nothing of this lab is watched',
  })
  .refine((lab) => lab.reason === undefined || lab.watch !== undefined, {
    path: ['reason'],
    error: 'A reason belongs to "watch: none"',
  })
  .transform(toLab);

function toLab(written: z.infer<typeof writtenLabSchema>): Lab {
  const { id, name, zh, parent, reason, conventions, texts } = written;
  return {
    id,
    name,
    aliases: written.aliases ?? [],
    organizations: {
      huggingface: written.organizations?.huggingface ?? [],
      modelscope: written.organizations?.modelscope ?? [],
      github: written.organizations?.github ?? [],
    },
    wikipedia: written.wikipedia ?? [],
    families: written.families ?? [],
    ...(zh === undefined ? {} : { zh }),
    ...(parent === undefined ? {} : { parent }),
    ...(reason === undefined ? {} : { unwatched: reason }),
    ...(conventions === undefined ? {} : { conventions }),
    ...(texts === undefined ? {} : { texts }),
  };
}
