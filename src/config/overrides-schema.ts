import { z } from 'zod';
import type { Lab } from '../domain/lab.ts';
import { attributes } from '../domain/observation.ts';
import { type Decision, foldReleaseName, type OperatorDecisions } from '../domain/operator-decisions.ts';
import { textSchema } from './text-schema.ts';

const repoSchema = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*\/[\w.-]+$/, { error: 'Not a repo: write it as organization/repo' });
const lab = z.string().describe('Id of a lab in labs.yaml');
const release = textSchema.describe('Name of a release, as it is listed');
const why = {
  reason: z.exactOptional(textSchema.describe('Why: it is shown with the release')),
  by: z.exactOptional(textSchema.describe('Who decided it')),
};

/** A value that an operator holds to be true. */
const pinSchema = z
  .strictObject({
    lab,
    release: z.exactOptional(release),
    model: z.exactOptional(
      textSchema.describe('One model of the release; the release as a whole unless told'),
    ),
    attribute: z.enum(attributes),
    value: textSchema.describe('As a source would write it: 671B, MIT, 2025-07-11'),
    as_of: z.exactOptional(z.string().regex(/^\d{4}(-\d{2}){0,2}$/, { error: 'Not a date: 2025-05-01' })),
    url: z.exactOptional(z.url({ protocol: /^https?$/, error: 'Not an http or https address' })),
    quote: z.exactOptional(textSchema),
    ...why,
  })
  .refine((pin) => pin.model === undefined || pin.release !== undefined, {
    error: 'A model is of a release: name that, too',
    path: ['model'],
  });

export type Pin = z.infer<typeof pinSchema>;

/** overrides.yaml: what an operator knows better than the rules. */
export const overridesFileSchema = z.strictObject({
  hidden_repos: z.exactOptional(
    z.array(repoSchema).describe('Repos that are never told of nor listed, as organization/repo'),
  ),
  hide: z.exactOptional(
    z.array(z.strictObject({ lab, release, ...why })).describe('Releases that are neither listed nor told'),
  ),
  merge: z.exactOptional(
    z
      .array(z.strictObject({ lab, from: z.array(release).min(1), into: release, ...why }))
      .describe('Releases that are one: what belongs to those named in "from" belongs to "into"'),
  ),
  split: z.exactOptional(
    z
      .array(z.strictObject({ lab, repos: z.array(repoSchema).min(1), into: release, ...why }))
      .describe('Repos that are a release of their own, whatever their names say'),
  ),
  rename: z.exactOptional(
    z.array(z.strictObject({ lab, release, to: textSchema, ...why })).describe('Releases by a better name'),
  ),
  pin: z.exactOptional(z.array(pinSchema).describe('Values that are believed, whoever says otherwise')),
});

export type Overrides = z.infer<typeof overridesFileSchema>;

/** The labs, each with what was decided of its releases. */
export function withDecisions(labs: readonly Lab[], overrides: Overrides): readonly Lab[] {
  return labs.map((one) => {
    const decided = decisionsOf(one.id, overrides);
    return decided === null ? one : { ...one, decided };
  });
}

function decisionsOf(id: string, overrides: Overrides): OperatorDecisions | null {
  const of = <T extends { readonly lab: string }>(list: readonly T[] | undefined) =>
    (list ?? []).filter((entry) => entry.lab === id);
  const decided: OperatorDecisions = {
    split: Object.fromEntries(
      of(overrides.split).flatMap((entry) =>
        entry.repos.map((repo) => [repo.toLowerCase(), { into: entry.into, ...decision(entry) }]),
      ),
    ),
    merged: Object.fromEntries(
      of(overrides.merge).flatMap((entry) =>
        entry.from.map((name) => [foldReleaseName(name), { into: entry.into, ...decision(entry) }]),
      ),
    ),
    renamed: Object.fromEntries(
      of(overrides.rename).map((entry) => [
        foldReleaseName(entry.release),
        { to: entry.to, ...decision(entry) },
      ]),
    ),
    hidden: Object.fromEntries(
      of(overrides.hide).map((entry) => [foldReleaseName(entry.release), decision(entry)]),
    ),
  };
  return Object.values(decided).every((part) => Object.keys(part).length === 0) ? null : decided;
}

function decision({ reason, by }: { readonly reason?: string; readonly by?: string }): Decision {
  return { reason: reason ?? null, by: by ?? null };
}
