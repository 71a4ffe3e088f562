import { z } from 'zod';
import { textSchema } from './text-schema.ts';

/** A release that somebody says is coming, and that was not there when they said it. */
export interface PlannedRelease {
  readonly lab: string;
  readonly name: string;
  /** ISO 8601, as precise as was said: `2025`, `2025-05`, `2025-05-01`. */
  readonly expected?: string;
  readonly saidBy: readonly {
    readonly article: string;
    readonly url: string;
    /** Verbatim. */
    readonly quote: string;
  }[];
}

const articleSchema = z.strictObject({
  article: textSchema.describe('Title of the article'),
  url: z.string().refine(isWebAddress, { error: 'Not an http or https address' }),
  quote: textSchema.describe('The words of the article, as they stand there'),
});

/** One entry of baseline/planned.yaml. */
export const plannedReleaseSchema = z
  .strictObject({
    lab: z.string().describe('Id of a lab in labs.yaml'),
    name: textSchema.describe('Name of the release, as DeepSeek-R2'),
    expected: z.exactOptional(
      z
        .string()
        .refine(isDate, { error: 'Not a date: write it as "2025", 2025-05 or 2025-05-01' })
        .describe('When it was expected, as precise as was said'),
    ),
    said_by: z.array(articleSchema).min(1),
  })
  .transform(({ said_by: saidBy, ...release }): PlannedRelease => ({ ...release, saidBy }));

function isDate(text: string): boolean {
  const time = Date.parse(text);
  return (
    /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text)
  );
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
