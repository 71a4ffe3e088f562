import { z } from 'zod';
import type { NamingConventions } from '../domain/conventions.ts';

const words = z.array(z.string().min(1));

// `Required` in the type below makes tsc say when the domain's type gains a key that is not read here.
const shape = {
  joins: z.exactOptional(
    z.array(
      z.strictObject({
        pattern: z.string().min(1).refine(isRegularExpression, { error: 'Not a regular expression' }),
        stem: z.string().min(1),
      }),
    ),
  ),
  lines: z.exactOptional(words),
  modes: z.exactOptional(words),
  variants: z.exactOptional(words),
} satisfies { [Key in keyof Required<NamingConventions>]: z.ZodType<NamingConventions[Key]> };

/** `conventions:` of a lab: what it does its own way when it names repos. */
export const conventionsSchema = z.strictObject(shape);

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
