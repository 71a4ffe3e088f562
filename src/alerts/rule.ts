import { z } from 'zod';
import { alertKinds } from '../domain/alert.ts';
import { kinds } from '../domain/catalog.ts';
import { identifierPattern, identifierRule } from '../domain/identifier.ts';
import { topics } from '../domain/signals/signal.ts';
import { ruleFacts } from './rule-facts.ts';

/** What may stand under `on:`: an alert kind, all kinds of one group, or everything. */
export const alertPatterns: readonly string[] = [
  '*',
  'release.*',
  'lab.*',
  'source.*',
  'channel.*',
  ...alertKinds,
];

/** Which alerts go to which channels. Without `where.kind` a rule means llm and vlm. */
export const ruleSchema = z.strictObject({
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  on: z.array(z.enum(alertPatterns)).min(1).describe('Alert kinds, as release.new or release.*'),
  where: z.exactOptional(
    z.strictObject({
      lab: z.exactOptional(z.array(z.string()).min(1).describe('Ids of labs; a lab matches its parent, too')),
      kind: z.exactOptional(z.array(z.enum(kinds)).min(1).describe('llm and vlm unless told')),
      family: z.exactOptional(z.array(z.string().min(1)).min(1).describe('Families, as GLM')),
      ...ruleFacts,
      source: z.exactOptional(z.array(z.string()).min(1).describe('Ids of sources that show what is told')),
      topic: z.exactOptional(z.array(z.enum(topics)).min(1).describe('What news of a lab is about')),
    }),
  ),
  to: z.array(z.string()).min(1).describe('Ids of channels'),
});

export type Rule = z.infer<typeof ruleSchema>;
