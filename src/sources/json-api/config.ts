import { z } from 'zod';
import { officialNeedsLab, publishedFields, webAddressSchema } from '../source-fields.ts';

/** A path of keys into the answer, as `data.models` or `pricing.prompt`; empty for the answer itself. */
const pathSchema = z
  .string()
  .max(200)
  .regex(/^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)?$/, {
    error: 'Not a path: write keys with dots, as data.models',
  });

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** What an entry of a catalogue may say, beside its id and name. */
export const entryAttributes = [
  'developer',
  'released_on',
  'listed_on',
  'context_length',
  'max_output',
  'total_parameters',
  'active_parameters',
  'license',
  'modalities',
  'input_modalities',
  'output_modalities',
  'languages',
  'open_weights',
  'base_model',
  'lifecycle',
] as const;

export type EntryAttribute = (typeof entryAttributes)[number];

/** What a repo of another hub may say, beside its id and name. */
export const repoAttributes = [
  'owner',
  'created_at',
  'last_modified',
  'sha',
  'task',
  'library',
  'tags',
  'license',
  'languages',
  'gated',
  'private',
  'total_parameters',
] as const;

export type RepoAttribute = (typeof repoAttributes)[number];

const fieldsSchema = z.strictObject({
  id: pathSchema.describe(
    'What never changes while the entry is the same; organization/model where owners matter',
  ),
  name: z.exactOptional(pathSchema.describe('What it is called; its id unless told')),
  ...(Object.fromEntries(
    [...new Set([...entryAttributes, ...repoAttributes])].map((name) => [name, z.exactOptional(pathSchema)]),
  ) as { [name in EntryAttribute | RepoAttribute]: z.ZodExactOptional<typeof pathSchema> }),
});

const pricesSchema = z.strictObject({
  input: pathSchema,
  output: pathSchema,
  cached: z.exactOptional(pathSchema.describe('Input that was cached')),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'Not a currency: write its code, as USD' }),
  per: z.enum(['token', '1K tokens', '1M tokens']).describe('What the amounts are for'),
});

/** A list in JSON: models that can be used, repos of a hub, or organizations. */
export const jsonApiSchema = z
  .strictObject({
    ...publishedFields,
    kind: z.literal('json-api'),
    url: webAddressSchema,
    as: z
      .enum(['models', 'repos', 'organizations'])
      .describe(
        'models: entries of a catalogue; repos: repos of another hub; organizations: who publishes them',
      ),
    items: z.exactOptional(
      pathSchema.describe('Where the list is; the answer itself unless told. Lists on the way are joined'),
    ),
    fields: fieldsSchema.describe('What is read from each entry: attribute → path within the entry'),
    prices: z.exactOptional(pricesSchema.describe('For models: where prices are, and what they are for')),
    expect: z.exactOptional(
      z.record(pathSchema, scalarSchema).describe('What an answer must say to be one, as { success: true }'),
    ),
    where: z.exactOptional(
      z
        .record(pathSchema, scalarSchema)
        .describe('Entries that say otherwise are left out, as { type: model }'),
    ),
    skip: z.exactOptional(
      z
        .array(z.string().min(1))
        .describe('Entries whose id begins so are left out, as an alias that moves: ["~"]'),
    ),
    variants: z.exactOptional(
      z
        .string()
        .length(1)
        .describe(
          'What comes after this sign in an id names another offer of the same model: ":" for qwen3-max:free',
        ),
    ),
    developer: z.exactOptional(
      z
        .enum(['id', 'name'])
        .describe('Where who makes it is said: before the "/" of the id, or before the ":" of the name'),
    ),
    hub: z.exactOptional(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]{2,30}$/, { error: 'Small letters, digits and dashes, as modelscope' })
        .refine((hub) => hub !== 'huggingface', { error: 'Its organizations are of kind huggingface-org' })
        .describe('For repos: the hub that they are on'),
    ),
    link: z.exactOptional(
      webAddressSchema
        .refine((link) => /^https?:\/\/[^/{}]+\/.*\{id\}/.test(link), {
          error: 'Say where the id goes: https://example.org/{id}',
        })
        .describe(
          'Where a reader finds an entry, {id} standing for its id; the address of the list unless told',
        ),
    ),
    pages: z.exactOptional(
      z
        .strictObject({
          parameter: z.string().min(1).describe('Query parameter that carries the number of the page'),
          first: z.exactOptional(z.int().min(0).describe('Number of the first page; 1 unless told')),
          size: z.int().min(1).max(1000).describe('Entries on a full page'),
          total: z.exactOptional(pathSchema.describe('Where the answer says how many entries there are')),
        })
        .describe('For a list that comes in pages'),
    ),
  })
  .refine((api) => api.official !== true || api.lab !== undefined, officialNeedsLab)
  .refine((api) => (api.as === 'repos') === (api.hub !== undefined), {
    path: ['hub'],
    error: '"hub" belongs to "as: repos", and the other way round',
  })
  .refine((api) => api.as !== 'repos' || api.lab !== undefined, {
    path: ['lab'],
    error: 'Repos are of one lab: say under "lab" which',
  })
  .superRefine((api, context) => {
    const known: readonly string[] = { models: entryAttributes, repos: repoAttributes, organizations: [] }[
      api.as
    ];
    for (const name of Object.keys(api.fields)) {
      if (name === 'id' || name === 'name' || known.includes(name)) continue;
      const allowed = ['id', 'name', ...known].join(', ');
      context.addIssue({
        code: 'custom',
        path: ['fields', name],
        message: `Not read from ${api.as}: these are ${allowed}`,
      });
    }
    for (const name of ['prices', 'variants', 'developer'] as const) {
      if (api[name] === undefined || api.as === 'models') continue;
      context.addIssue({ code: 'custom', path: [name], message: `"${name}" belongs to "as: models"` });
    }
  });

export type JsonApiConfig = z.infer<typeof jsonApiSchema>;
