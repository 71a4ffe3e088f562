import { z } from '@hono/zod-openapi';
import { kinds, lifecycles, releaseStatuses, repoRoles } from '../../../domain/catalog.ts';
import { day, instant, link } from './values.ts';

export const kindSchema = z.enum(kinds).openapi({
  description: '`llm` answers text with text, `vlm` also images and the like, `other` does neither',
});

export const factSchema = z
  .object({
    value: z.unknown().openapi({
      description:
        'A number (parameters in units, context in tokens), a text, a list, or `{min, max}` over the models of a release',
    }),
    reason: z.string().openapi({ description: 'Why this is believed, by name', example: 'configuration' }),
    source: z.string(),
    url: link,
    conflicting: z.boolean().openapi({ description: 'Whether sources disagree' }),
  })
  .openapi('Fact', { description: 'What is believed of one attribute, and who says so' });

export const factsSchema = z
  .record(z.string(), factSchema)
  .openapi({ description: 'By attribute, as `license` or `context_length`' });

export const releaseSchema = z
  .object({
    id: z.string().openapi({ description: 'Given once, never used again', example: 'rel_xVlj09gaQkk36qXq' }),
    lab: z.string().openapi({ example: 'zhipu' }),
    family: z.string().openapi({ example: 'GLM' }),
    name: z.string().openapi({ example: 'GLM-4.5' }),
    kind: kindSchema,
    status: z.enum(releaseStatuses),
    firstSeenAt: instant,
    releasedOn: day.optional(),
    lifecycle: z.enum(lifecycles),
    models: z.array(
      z.object({
        name: z.string(),
        role: z.enum(repoRoles),
        facts: factsSchema,
        repos: z.array(z.string()).openapi({ description: 'Names on the Hub' }),
      }),
    ),
    repos: z.array(
      z.object({
        id: z.string().openapi({ description: 'Name on the Hub', example: 'zai-org/GLM-4.5' }),
        kind: kindSchema,
        role: z.enum(repoRoles),
        quantization: z.string().optional(),
        url: link,
        firstSeenAt: instant,
      }),
    ),
    facts: factsSchema,
    signals: z.int().min(0).openapi({ description: 'How many repos, table rows and articles speak of it' }),
    decided: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .openapi({ description: 'What an operator decided of it' }),
  })
  .openapi('Release');

const disputedSchema = z.object({
  value: z.unknown(),
  source: z.string(),
  url: link,
  quote: z.string().nullable(),
  refuted: z.string().optional().openapi({ description: 'Why it cannot be true' }),
});

export const disputesSchema = z
  .array(
    z.object({
      subject: z.string(),
      attribute: z.string(),
      believed: disputedSchema.extend({ reason: z.string() }).nullable(),
      against: z.array(disputedSchema),
    }),
  )
  .openapi({ description: 'Where sources disagree, both sides shown' });

const saidFields = {
  subject: z.string().openapi({ description: 'The model that it is about, or the release' }),
  attribute: z.string().openapi({ example: 'license' }),
  value: z.unknown(),
  written: z.string().openapi({ description: 'As the source wrote it' }),
  source: z.string(),
  url: link,
  quote: z
    .string()
    .nullable()
    .openapi({ description: 'In which words; null where it was read from a field' }),
  observedAt: instant,
  place: z.string().openapi({ description: 'Where in the source' }),
  extraction: z.string().openapi({ description: 'How it was read', example: 'listing' }),
  current: z.boolean().openapi({ description: 'Whether the source says so still' }),
};

export const claimSchema = z
  .object({
    ...saidFields,
    believed: z.boolean().openapi({ description: 'Whether the catalog holds it to be true' }),
  })
  .openapi('Claim', { description: 'What one source says of one thing' });

export const listedClaimSchema = z
  .object({
    n: z.int().openapi({ description: 'Its number in the log of claims' }),
    lab: z.string(),
    release: z
      .string()
      .nullable()
      .openapi({ description: 'Null where it is about a lab or a line of models' }),
    ...saidFields,
    believed: z.boolean().nullable().openapi({
      description: 'Whether the catalog holds it to be true; null where it is about no one release',
    }),
  })
  .openapi('ListedClaim', { description: 'What one source says of one thing' });

export const wholeReleaseSchema = releaseSchema
  .extend({
    disputes: disputesSchema,
    claims: z.array(claimSchema),
    timeline: z.array(
      z.object({
        at: instant,
        type: z.string().openapi({ example: 'repo.added' }),
        what: z.string(),
        url: link.optional(),
        publisher: z.string().optional(),
        quote: z.string().optional(),
      }),
    ),
    first: z
      .union([
        z.object({ who: z.string(), at: instant, leadMinutes: z.int().min(0) }),
        z.object({ undecidedWithinMinutes: z.int().nullable(), among: z.array(z.string()) }),
      ])
      .nullable()
      .openapi({ description: 'Who had it first; null where fewer than two compete' }),
  })
  .openapi('WholeRelease', { description: 'A release with every claim, and what happened to it' });

export const repoSchema = z
  .object({
    id: z.string().openapi({ description: 'Name on the Hub', example: 'zai-org/GLM-4.5-Air' }),
    lab: z.string(),
    release: z.string().openapi({ description: 'Id of its release' }),
    releaseName: z.string(),
    model: z.string(),
    kind: kindSchema,
    role: z.enum(repoRoles),
    quantization: z.string().optional(),
    state: z.enum(['present', 'removed']),
    url: link,
    firstSeenAt: instant,
    publicAt: instant.openapi({
      description: 'When it became public; for what was there at the first look, when it was made',
    }),
  })
  .openapi('Repo');
