import { z } from 'zod';
import { languages } from './language.ts';
import { alertPatterns } from './rule.ts';

/** The operator's own words for some alerts. What may stand between `{{` and `}}` says `template-fields.ts`. */
export const templateSchema = z
  .strictObject({
    on: z.array(z.enum(alertPatterns)).min(1).describe('Alert kinds, as release.new or release.*'),
    to: z.exactOptional(z.array(z.string()).min(1).describe('Ids of channels; all unless told')),
    language: z.exactOptional(z.enum(languages).describe('Of the channels; any unless told')),
    title: z.exactOptional(
      z.string().min(1).max(1000).describe('One line, as "{{lab.name}}: {{release.name}}"'),
    ),
    lines: z.exactOptional(
      z
        .array(z.string().max(1000))
        .max(40)
        .describe(
          'In the place of all that stands below the title, links apart; a line whose value is missing is dropped',
        ),
    ),
  })
  .refine(({ title, lines }) => title !== undefined || lines !== undefined, {
    error: 'It says nothing: write a "title", "lines", or both',
  });

export type Template = z.infer<typeof templateSchema>;

/** What stands between `{{` and `}}` in a text, and whether a bracket is left that is never closed or opened. */
export function placeholdersIn(text: string): {
  readonly names: readonly string[];
  readonly broken: boolean;
} {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  return { names, broken: /\{\{|\}\}/.test(text.replaceAll(PLACEHOLDER, '')) };
}

/**
 * The text with its placeholders filled, in one pass: what a value says is never read as a placeholder again. Null where
 * one has no value.
 */
export function fillTemplate(text: string, lookUp: (name: string) => string | null): string | null {
  let missing = false;
  const filled = text.replaceAll(PLACEHOLDER, (_whole, name: string) => {
    const value = lookUp(name.trim());
    if (value === null || value === '') missing = true;
    return value ?? '';
  });
  return missing ? null : filled;
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
