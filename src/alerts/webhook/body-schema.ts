import { z } from 'zod';
import { alertKinds } from '../../domain/alert.ts';
import { kinds, repoRoles } from '../../domain/catalog.ts';
import { topics } from '../../domain/signals/signal.ts';

/**
 * The body of a webhook, as its receivers may rely on it. Objects are open: fields may be added, and a receiver that
 * refuses what it does not know would break then.
 */

const instant = z.string().describe('ISO 8601');
const kind = z.enum(kinds);
const role = z.enum(repoRoles);
const alertKind = z.enum(alertKinds);

const facts = z
  .record(
    z.string(),
    z.looseObject({
      value: z.unknown(),
      reason: z.string().describe('Why this claim is believed'),
      source: z.string(),
      url: z.string(),
      conflicting: z.boolean(),
    }),
  )
  .describe('By attribute, as total_parameters; numbers are plain, ranges are {min, max}');

const model = z.looseObject({
  name: z.string(),
  role,
  facts,
  repos: z.array(z.string()).describe('Hub names'),
});

const repo = z.looseObject({
  id: z.string().describe('Hub name, organization/repo'),
  kind,
  role,
  quantization: z.string().optional(),
  url: z.string(),
  firstSeenAt: instant,
});

const release = z.looseObject({
  id: z.string(),
  lab: z.string().describe('Id of the lab'),
  family: z.string(),
  name: z.string(),
  kind,
  status: z.enum(['open-weights', 'api-only', 'announced', 'removed']),
  firstSeenAt: instant,
  releasedOn: z.string().optional().describe('As precise as known: 2025, 2025-07, 2025-07-11'),
  lifecycle: z.enum(['planned', 'preview', 'active', 'discontinued', 'cancelled']),
  models: z.array(model),
  repos: z.array(repo),
  facts,
  signals: z.int().describe('How many signals speak of the release'),
});

const change = z.looseObject({
  kind: z.enum(['corrected', 'updated']),
  model: z.string().describe('Name of the model; empty for the release as a whole'),
  attribute: z.string(),
  was: z.union([z.string(), z.number()]).describe('As it was told'),
  is: z.union([z.string(), z.number()]),
  reason: z.string().describe('Why it is believed'),
  source: z.string(),
  url: z.string(),
});

const alert = z.looseObject({
  id: z.string(),
  kind: alertKind,
  title: z.string().describe('One line, plain text'),
  createdAt: instant,
  url: z.string().nullable().describe('Where to look first; http or https'),
  lines: z.array(z.string()).describe('Further lines, plain text'),
  labName: z.string().nullable(),
  firstRepoCreatedAt: instant.optional(),
  knownBefore: z
    .looseObject({ as: z.enum(['planned', 'announced', 'available']), since: instant })
    .optional()
    .describe('What was known of the release before its weights appeared'),
  firstSign: z
    .looseObject({ by: z.string(), at: instant })
    .optional()
    .describe('Who said or showed it before this alert was decided'),
  covers: z.array(z.string()).describe('Hub names of the repos that this alert speaks of'),
  changes: z
    .array(change)
    .optional()
    .describe('What is otherwise than it was told, for release.corrected and release.updated'),
});

const counts = z.looseObject({
  lines: z.int(),
  covers: z.int(),
  models: z.int().optional(),
  repos: z.int().optional(),
  releases: z.int().optional(),
  planned: z.int().optional(),
  extended: z.int().optional(),
  disputes: z.int().optional(),
  corrections: z.int().optional(),
  changes: z.int().optional(),
  news: z.int().optional(),
});

const named = { id: z.string().describe('Id of the release'), release: z.string(), labName: z.string() };
const told = z.looseObject({ text: z.string(), source: z.string(), url: z.string().nullable() });
const believedFacts = z.record(z.string(), z.looseObject({ value: z.unknown(), conflicting: z.boolean() }));
const side = z.looseObject({ value: z.unknown(), source: z.string(), url: z.string() });

const dispute = z.looseObject({
  subject: z.string().describe('The release, or a model of it'),
  attribute: z.string(),
  believed: side.extend({ reason: z.string() }).nullable(),
  against: z.array(side),
});

const digest = z.looseObject({
  period: z.looseObject({ from: instant, to: instant, timeZone: z.string().describe('IANA name') }),
  labs: z
    .array(
      z.looseObject({
        lab: z.string().describe('Id of the lab'),
        labName: z.string(),
        releases: z.array(
          z.looseObject({
            id: z.string(),
            name: z.string(),
            kind,
            status: release.shape.status,
            lifecycle: release.shape.lifecycle,
            at: instant.describe('When it came, as far as modelwatch could see'),
            releasedOn: release.shape.releasedOn,
            url: z.string().nullable(),
            facts: believedFacts,
            models: z.array(z.looseObject({ name: z.string(), facts: believedFacts })),
            quote: told.nullable(),
            first: z
              .union([
                z.looseObject({ who: z.string(), at: instant, leadMinutes: z.int() }),
                z.looseObject({ undecidedWithinMinutes: z.int().nullable(), among: z.array(z.string()) }),
              ])
              .nullable()
              .describe('Who had it first; null where only one place showed it'),
          }),
        ),
      }),
    )
    .describe('Releases that came, by lab'),
  arrived: z.array(
    z.looseObject({ ...named, as: z.enum(['planned', 'announced', 'available']), since: instant }),
  ),
  planned: z.array(z.looseObject({ ...named, quote: told.nullable() })),
  extended: z.array(z.looseObject({ ...named, added: z.array(z.string()), url: z.string().nullable() })),
  disputes: z.array(z.looseObject({ ...named, ...dispute.shape })),
  corrections: z.array(z.looseObject({ ...named, ...change.shape, toldAt: instant })),
  changes: z.array(
    z.looseObject({
      ...named,
      model: z.string(),
      attribute: z.string(),
      was: z.unknown(),
      is: z.unknown(),
      source: z.string(),
      url: z.string(),
      at: instant,
    }),
  ),
  news: z.array(
    z.looseObject({
      topic: z.enum(topics),
      items: z.array(
        z.looseObject({
          lab: z.string(),
          labName: z.string(),
          title: z.string(),
          quote: z.string(),
          publisher: z.string(),
          url: z.string().nullable(),
          at: instant,
        }),
      ),
      count: z.int(),
    }),
  ),
});

export const webhookBody = z.looseObject({
  type: alertKind,
  timestamp: instant,
  data: z.looseObject({
    alert,
    disputes: z
      .array(dispute)
      .optional()
      .describe('What sources contradict each other on; absent where it is nothing'),
    digest: digest.optional().describe('Of a digest alone'),
    release: release.optional().describe('Absent for alerts about no release'),
    truncated: z.literal(true).optional().describe('Lists were shortened to keep the body under 20 kB'),
    counts: counts.optional().describe('How long the lists are in truth, where they were shortened'),
  }),
});

/** The JSON Schema that is published for receivers. */
export function webhookBodySchema(): Record<string, unknown> {
  return { title: 'modelwatch webhook body', ...z.toJSONSchema(webhookBody) };
}
