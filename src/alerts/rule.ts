import { z } from 'zod';
import type { AlertKind } from '../domain/alert.ts';
import type { Kind } from '../domain/catalog.ts';
import { identifierPattern, identifierRule } from '../domain/identifier.ts';

// Objects, not lists, so that tsc says when the domain gains or loses a kind.
const alertKinds = Object.keys({
  'release.announced': true,
  'release.available': true,
  'release.new': true,
  'release.extended': true,
  'release.updated': true,
  'release.corrected': true,
  'release.removed': true,
  'lab.news': true,
  'lab.candidate': true,
  'source.failing': true,
  'source.recovered': true,
  'source.gone': true,
  'source.silent': true,
  'catch-up': true,
  welcome: true,
} satisfies Record<AlertKind, true>) as AlertKind[];

const releaseKinds = Object.keys({
  llm: true,
  vlm: true,
  other: true,
  unknown: true,
} satisfies Record<Kind, true>) as Kind[];

/** What may stand under `on:`: an alert kind, all kinds of one group, or everything. */
export const alertPatterns: readonly string[] = ['*', 'release.*', 'lab.*', 'source.*', ...alertKinds];

/** Which alerts go to which channels. Without `where.kind` a rule means llm and vlm. */
export const ruleSchema = z.strictObject({
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  on: z.array(z.enum(alertPatterns)).min(1).describe('Alert kinds, as release.new or release.*'),
  where: z.exactOptional(
    z.strictObject({
      lab: z.exactOptional(z.array(z.string()).min(1).describe('Ids of labs; a lab matches its parent, too')),
      kind: z.exactOptional(z.array(z.enum(releaseKinds)).min(1).describe('llm and vlm unless told')),
      family: z.exactOptional(z.array(z.string().min(1)).min(1).describe('Families, as GLM')),
    }),
  ),
  to: z.array(z.string()).min(1).describe('Ids of channels'),
});

export type Rule = z.infer<typeof ruleSchema>;
