import { z } from '@hono/zod-openapi';
import { sourceStates } from '../../../domain/source-health.ts';
import { count, instant, trouble } from './values.ts';

const observed = z.record(z.string(), z.unknown());

export const eventSchema = z
  .object({
    n: z.int().min(1).openapi({ description: 'Its number in the log: ask for what comes after it' }),
    type: z.string().openapi({ example: 'repo.added' }),
    source: z.string().openapi({ example: 'hf-zhipu' }),
    key: z.string(),
    observedAt: instant,
    before: observed.optional(),
    after: observed.optional(),
  })
  .openapi('Event', {
    description: 'A difference between what a source showed before and what it shows now',
  });

export const sourceSchema = z
  .object({
    id: z.string().openapi({ example: 'hf-zhipu' }),
    kind: z.string().openapi({ example: 'huggingface-org' }),
    lab: z.string().nullable(),
    locator: z.string(),
    host: z.string(),
    state: z.enum(sourceStates).exclude(['unchanged']),
    lastPollAt: instant.optional(),
    lastGoodAt: instant.optional(),
    nextDueAt: instant.optional(),
    observations: count.optional(),
    shows: z.string().openapi({ description: 'What its observations are', example: 'repos' }),
    failures: count.openapi({ description: 'Failed polls in a row' }),
    failingSince: instant.optional(),
    suspectSince: instant.optional(),
    goneSince: instant.optional(),
    parkedUntil: instant.optional(),
    lastOutcome: z.string().optional(),
    error: trouble.optional(),
    baselinedAt: instant.optional(),
    facts: z.object({ wanted: count, fetched: count, none: count, failed: count }).optional(),
  })
  .openapi('Source');

export const alertSchema = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ example: 'release.new' }),
    release: z.string().nullable(),
    createdAt: instant,
    title: z.string(),
    url: z.string().nullable(),
    deliveries: z.array(
      z.object({
        id: z.string(),
        channel: z.string(),
        state: z.enum(['pending', 'sending', 'sent', 'failed', 'dead', 'cancelled']),
        attempts: count,
        sentAt: instant.optional(),
        error: trouble.optional(),
      }),
    ),
  })
  .openapi('Alert');

export const refreshReportSchema = z
  .object({
    sources: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        outcome: z.enum(['changed', 'unchanged', 'baselined', 'suspect', 'failed', 'parked', 'skipped']),
        observations: count,
        events: count,
        requests: count,
        ms: count,
        until: instant.optional(),
        error: trouble.optional(),
      }),
    ),
    alerts: z.array(
      z.object({ id: z.string(), kind: z.string(), release: z.string().optional(), title: z.string() }),
    ),
    deliveries: z.object({ sent: count, failed: count, pending: count }),
  })
  .openapi('RefreshReport', { description: 'As `modelwatch refresh --json` prints it' });
