import { z } from 'zod';

/** What `--json` prints, as it is promised: written from the contract, not from the code. */

const instant = z.iso.datetime();
const day = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
const kind = z.enum(['llm', 'vlm', 'other', 'unknown']);
const role = z.enum(['base', 'chat', 'thinking', 'other']);
const link = z.url({ protocol: /^https?$/ });
const error = z.strictObject({ code: z.string().min(1), message: z.string() });

const attribute = z.enum(
  `developer released_on total_parameters active_parameters experts layers context_length license openness modalities
  architecture training_tokens training_cost languages base_model paper announcement prices benchmarks weights_on
  lifecycle`.split(/\s+/),
);

const fact = z.strictObject({
  value: z.unknown(),
  reason: z.string().min(1),
  source: z.string().min(1),
  url: z.union([link, z.literal('')]),
  conflicting: z.boolean(),
});

const facts = z.partialRecord(attribute, fact);

const release = z.strictObject({
  id: z.string().min(1),
  lab: z.string(),
  family: z.string(),
  name: z.string(),
  kind,
  status: z.enum(['open-weights', 'api-only', 'announced', 'removed']),
  firstSeenAt: instant,
  releasedOn: day.optional(),
  lifecycle: z.enum(['planned', 'preview', 'active', 'discontinued', 'cancelled']),
  models: z.array(z.strictObject({ name: z.string(), role, facts, repos: z.array(z.string()) })),
  repos: z.array(
    z.strictObject({
      id: z.string().includes('/'),
      kind,
      role,
      quantization: z.string().optional(),
      url: link,
      firstSeenAt: instant,
    }),
  ),
  facts,
  signals: z.int().nonnegative(),
});

export const releasesContract = z.array(release);

const disputed = z.strictObject({
  value: z.unknown(),
  source: z.string().min(1),
  url: z.union([link, z.literal('')]),
  quote: z.string().nullable(),
  refuted: z.string().optional(),
});

const disputes = z.array(
  z.strictObject({
    subject: z.string().min(1),
    attribute: z.string().min(1),
    believed: disputed.extend({ reason: z.string().min(1) }).nullable(),
    against: z.array(disputed).min(1),
  }),
);

export const releaseContract = release.extend({
  disputes,
  claims: z.array(
    z.strictObject({
      subject: z.string().min(1),
      attribute,
      value: z.unknown(),
      source: z.string().min(1),
      url: z.union([link, z.literal('')]),
      quote: z.string().nullable(),
      observedAt: instant,
      written: z.string().min(1),
      place: z.string().min(1),
      extraction: z.string().min(1),
      current: z.boolean(),
      believed: z.boolean(),
    }),
  ),
  timeline: z.array(
    z.strictObject({
      at: instant,
      type: z.string(),
      what: z.string(),
      url: link.optional(),
      publisher: z.string().optional(),
      quote: z.string().optional(),
    }),
  ),
  first: z
    .union([
      z.strictObject({ who: z.string(), at: instant, leadMinutes: z.int().nonnegative() }),
      z.strictObject({
        undecidedWithinMinutes: z.int().nonnegative().nullable(),
        among: z.array(z.string()),
      }),
    ])
    .nullable(),
});

const names = z.array(z.string());

export const labsContract = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    zh: z.string().optional(),
    aliases: names,
    parent: z.string().optional(),
    organizations: z.strictObject({ huggingface: names, modelscope: names, github: names }),
    families: names,
    watched: z.boolean(),
    unwatched: z.string().optional(),
    releases: z.int().nonnegative(),
    repos: z.int().nonnegative(),
    newest: z.strictObject({ id: z.string(), name: z.string(), releasedOn: day.nullable() }).optional(),
    news: z.array(
      z.strictObject({
        at: instant,
        topic: z.string(),
        title: z.string(),
        publisher: z.string(),
        quote: z.string(),
        url: link.nullable(),
      }),
    ),
    facts: z.record(z.string(), fact),
    lines: z.record(z.string(), z.record(z.string(), fact)),
    disputes,
  }),
);

export const eventContract = z.strictObject({
  n: z.int().positive(),
  type: z.string().regex(/^(?:repo|belief)\./),
  source: z.string(),
  key: z.string(),
  observedAt: instant,
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
});

export const alertsContract = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.string(),
    release: z.string().nullable(),
    createdAt: instant,
    title: z.string().min(1),
    url: link.nullable(),
    deliveries: z.array(
      z.strictObject({
        id: z.string(),
        channel: z.string(),
        state: z.enum(['pending', 'sending', 'sent', 'failed', 'dead', 'cancelled']),
        attempts: z.int().nonnegative(),
        sentAt: instant.optional(),
        error: error.optional(),
      }),
    ),
  }),
);

const count = z.int().nonnegative();

export const sourcesContract = z.array(
  z.strictObject({
    id: z.string(),
    kind: z.string(),
    lab: z.string().nullable(),
    locator: z.string(),
    host: z.string().min(1),
    state: z.enum(['ok', 'never', 'failing', 'suspect', 'parked', 'silent', 'gone']),
    lastPollAt: instant.optional(),
    lastGoodAt: instant.optional(),
    nextDueAt: instant.optional(),
    observations: z.int().nonnegative().optional(),
    shows: z.enum(['repos', 'items', 'rows']),
    failures: z.int().nonnegative(),
    failingSince: instant.optional(),
    suspectSince: instant.optional(),
    goneSince: instant.optional(),
    parkedUntil: instant.optional(),
    lastOutcome: z.string().optional(),
    error: error.optional(),
    baselinedAt: instant.optional(),
    facts: z.strictObject({ wanted: count, fetched: count, none: count, failed: count }).optional(),
  }),
);

export const sourceCheckContract = z.strictObject({
  id: z.string(),
  outcome: z.enum(['ok', 'failed']),
  form: z.enum(['repos', 'articles', 'entries']).optional(),
  observations: z.array(z.looseObject({})),
  signals: z.array(z.looseObject({ observation: z.int().nonnegative(), lab: z.string() })).optional(),
  salvaged: names.optional(),
  notWithinMs: z.int().positive().optional(),
  validated: z.boolean().optional(),
  requests: z.int().nonnegative(),
  ms: z.int().nonnegative(),
  error: error.optional(),
});

export const doctorContract = z.strictObject({
  checks: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['ok', 'warn', 'bad']),
      message: z.string().min(1),
      hint: z.string().min(1).optional(),
    }),
  ),
});
