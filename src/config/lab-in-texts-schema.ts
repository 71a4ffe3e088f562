import { z } from 'zod';
import { textSchema } from './text-schema.ts';

/** `texts:` of a lab in labs.yaml. */
export const labInTextsSchema = z
  .strictObject({
    ambiguous: z.exactOptional(
      z
        .array(textSchema)
        .describe('Names that mean other things too: count only beside another name or a version'),
    ),
    diversified: z.exactOptional(
      z.boolean().describe('Does much besides models: its names count only where AI is the matter'),
    ),
    spoken: z.exactOptional(
      z
        .record(textSchema, textSchema)
        .describe('Names that texts give to families, and what repos are called'),
    ),
    generations: z.exactOptional(
      z
        .record(z.string().regex(/^[A-Z]{1,2}$/, { error: 'One or two capital letters' }), textSchema)
        .describe('Letters that stand for a generation beside the lab, as `R: DeepSeek-R`'),
    ),
    glued: z.exactOptional(
      z.array(textSchema).describe('Families that write their version without a dash, as Qwen3'),
    ),
  })
  .describe('How articles speak of the lab');
