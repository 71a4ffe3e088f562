import { z } from 'zod';
import { lifecycles } from '../domain/catalog.ts';
import { parseNumber } from '../domain/claims/parse-number.ts';
import { opennesses } from '../domain/rule-facts.ts';

const amountRule = 'Not an amount: write a number with its unit, as 7B, 671B or 500M';

/** Parameters as people write them; read as a number. */
const amount = z.string({ error: amountRule }).transform((written, context) => {
  const number = parseNumber(written);
  if (number?.kind === 'number') return number.amount;
  context.addIssue({ code: 'custom', message: amountRule });
  return z.NEVER;
});

const span = z
  .strictObject({
    min: z.exactOptional(amount.describe('At least so many, as 7B')),
    max: z.exactOptional(amount.describe('At most so many, as 40B')),
  })
  .superRefine(({ min, max }, context) => {
    if (min === undefined && max === undefined)
      context.addIssue({ code: 'custom', message: 'Write "min", "max", or both' });
    if (min !== undefined && max !== undefined && min > max)
      context.addIssue({ code: 'custom', message: '"min" is more than "max": nothing would fit' });
  });

/** What a rule may ask of the facts of a release; src/domain/rule-facts.ts says what they mean. */
export const ruleFacts = {
  parameters: z.exactOptional(span.describe('Of one of its models, all its parameters counted')),
  license: z.exactOptional(
    z.array(z.string().trim().min(1)).min(1).describe('Licences as the catalog names them: mit, apache-2.0'),
  ),
  modality: z.exactOptional(
    z
      .array(z.enum(['text', 'image', 'audio', 'video']))
      .min(1)
      .describe('What it reads; any of them'),
  ),
  openness: z.exactOptional(
    z.array(z.enum(opennesses)).min(1).describe('Whether and how its weights can be had'),
  ),
  lifecycle: z.exactOptional(z.array(z.enum(lifecycles)).min(1).describe('Where it is on its course')),
};
