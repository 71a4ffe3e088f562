import { z } from 'zod';
import { attributes } from '../domain/observation.ts';
import { voices } from '../domain/signals/voice.ts';
import { textSchema } from './text-schema.ts';

/** A document and what it says, written down by hand: one file of baseline/. */
export interface BaselineArticle {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly publisher: string;
  readonly voice: (typeof voices)[number];
  /** ISO 8601, as precise as known. */
  readonly published: string;
  readonly claims: readonly BaselineClaim[];
}

export interface BaselineClaim {
  /** Id of a lab in labs.yaml; null for what is said of Chinese models as a whole. */
  readonly lab: string | null;
  /** Name of the release, as its repo would be called; null where it is about the lab or a line of models. */
  readonly release: string | null;
  /** Name of one model of that release; null for the release as a whole. */
  readonly model: string | null;
  /** Line of models, as Kimi, where it is about no one release. */
  readonly family: string | null;
  readonly attribute: (typeof attributes)[number];
  /** As written. */
  readonly value: string;
  /** Verbatim, from the document. */
  readonly quote: string;
  /** Where it stands: `infobox`, `table: release history`, `text`, `reference`. */
  readonly place: string;
  /** Whom the document itself names as having said so. */
  readonly credit: string | null;
  readonly asOf: string | null;
  readonly benchmark: {
    readonly name: string;
    readonly setting: string | null;
    readonly measuredBy: string | null;
  } | null;
}

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, { error: 'Not a date: write it as "2025", 2025-05 or 2025-05-01' });

const claimSchema = z
  .strictObject({
    attribute: z.enum(attributes),
    value: textSchema.describe('As the document writes it'),
    quote: z.string().min(1).max(300).describe('The words of the document, as they stand there'),
    place: z.exactOptional(textSchema.describe('Where it stands; text unless told')),
    credit: z.exactOptional(textSchema.describe('Whom the document names as having said so')),
    as_of: z.exactOptional(day.describe('Of when it speaks')),
    benchmark: z.exactOptional(textSchema),
    setting: z.exactOptional(textSchema.describe('Of the benchmark: with tools, pass@1')),
    measured_by: z.exactOptional(textSchema.describe('self-reported, or who measured')),
  })
  .refine((claim) => (claim.attribute === 'benchmarks') === (claim.benchmark !== undefined), {
    path: ['benchmark'],
    error: '"benchmark" names the test of attribute benchmarks, and belongs to no other',
  });

const subjectSchema = z
  .strictObject({
    lab: z.exactOptional(
      z.string().describe('Id of a lab in labs.yaml; absent for Chinese models as a whole'),
    ),
    release: z.exactOptional(
      textSchema.describe('Name of the release, as its repo would be called: DeepSeek-V3'),
    ),
    model: z.exactOptional(textSchema.describe('One model of that release')),
    family: z.exactOptional(textSchema.describe('A line of models, where it is about no one release')),
    claims: z.array(claimSchema).min(1),
  })
  .refine((subject) => subject.model === undefined || subject.release !== undefined, {
    path: ['model'],
    error: 'A model belongs to a release: name that, too',
  })
  .refine((subject) => subject.family === undefined || subject.release === undefined, {
    path: ['family'],
    error: 'Say either the release or the line of models',
  })
  .refine(
    (subject) => subject.lab !== undefined || (subject.release === undefined && subject.family === undefined),
    {
      path: ['lab'],
      error: 'A release or line belongs to a lab: say which',
    },
  );

/** One file of baseline/, planned.yaml apart. */
export const baselineFileSchema = z
  .strictObject({
    article: z.strictObject({
      number: z.int().min(1),
      title: textSchema,
      url: z.url({ protocol: /^https?$/ }),
      publisher: textSchema,
      voice: z.exactOptional(z.enum(voices).describe('outlet unless told')),
      published: day,
    }),
    subjects: z.array(subjectSchema).min(1),
  })
  .transform(
    ({ article, subjects }): BaselineArticle => ({
      ...article,
      voice: article.voice ?? 'outlet',
      claims: subjects.flatMap((subject) =>
        subject.claims.map((claim) => ({
          lab: subject.lab ?? null,
          release: subject.release ?? null,
          model: subject.model ?? null,
          family: subject.family ?? null,
          attribute: claim.attribute,
          value: claim.value,
          quote: claim.quote,
          place: claim.place ?? 'text',
          credit: claim.credit ?? null,
          asOf: claim.as_of ?? null,
          benchmark:
            claim.benchmark === undefined
              ? null
              : {
                  name: claim.benchmark,
                  setting: claim.setting ?? null,
                  measuredBy: claim.measured_by ?? null,
                },
        })),
      ),
    }),
  );
