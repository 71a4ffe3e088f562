import { z } from '@hono/zod-openapi';
import { disputesSchema, factsSchema } from './release.ts';
import { count, day, instant } from './values.ts';

const names = z.array(z.string());

export const labSchema = z
  .object({
    id: z.string().openapi({ example: 'zhipu' }),
    name: z.string(),
    zh: z.string().optional().openapi({ description: 'Chinese name' }),
    aliases: names,
    parent: z.string().optional().openapi({ description: 'Id of the lab that it belongs to' }),
    organizations: z.object({ huggingface: names, modelscope: names, github: names }),
    families: names,
    watched: z.boolean(),
    unwatched: z
      .string()
      .optional()
      .openapi({ description: 'Why nothing of it is watched, where that is on purpose' }),
    releases: count,
    repos: count,
    newest: z
      .object({ id: z.string(), name: z.string(), releasedOn: day.nullable() })
      .optional()
      .openapi({ description: 'Its newest release of a language model' }),
    news: z.array(
      z.object({
        at: instant,
        topic: z.string(),
        title: z.string(),
        publisher: z.string(),
        quote: z.string(),
        url: z.string().nullable(),
      }),
    ),
    facts: factsSchema,
    lines: z
      .record(z.string(), factsSchema)
      .openapi({ description: 'What is said of its lines of models, by name' }),
    disputes: disputesSchema,
  })
  .openapi('Lab');
