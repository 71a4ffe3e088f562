import { z } from 'zod';
import { valuesOfWritten } from '../domain/claims/claims-of-baseline.ts';
import type { Lab } from '../domain/lab.ts';
import { foldReleaseName } from '../domain/operator-decisions.ts';
import type { Problem } from './problem.ts';
import { type Entry, entriesOf, type Validated } from './validation.ts';
import type { Path } from './yaml-file.ts';
import { placeOf } from './yaml-place.ts';

type File = Validated<unknown> | null;

const merges = z.object({ lab: z.string(), from: z.array(z.string()), into: z.string() });
const splits = z.object({ lab: z.string(), repos: z.array(z.string()), into: z.string() });
const pins = z.object({ attribute: z.string(), value: z.string() });

/** Entries of overrides.yaml that refer to a lab. */
export function overrideEntries(file: File): readonly Entry<{ readonly lab: string }>[] {
  const ofLab = z.object({ lab: z.string() });
  return (['hide', 'merge', 'split', 'rename', 'pin'] as const).flatMap((key) => entriesOf(file, key, ofLab));
}

/** Of these any text will not do. */
const MEASURED: ReadonlySet<string> = new Set([
  'total_parameters',
  'active_parameters',
  'context_length',
  'layers',
  'training_tokens',
  'released_on',
]);

/** Checks that what was decided fits together, and that pinned values can be read. */
export function checkOverrides(file: File, labs: readonly Lab[], problems: Problem[]): void {
  const report = (entry: Entry<unknown>, path: Path, message: string) =>
    problems.push({ ...placeOf(entry.file, [...entry.path, ...path]), message });
  const into = new Map<string, string>();
  for (const entry of entriesOf(file, 'merge', merges)) {
    const { lab, from, into: target } = entry.value;
    for (const [index, name] of from.entries()) {
      const key = `${lab}\n${foldReleaseName(name)}`;
      if (foldReleaseName(name) === foldReleaseName(target))
        report(entry, ['from', index], `"${name}" cannot be merged into itself`);
      if (into.has(key))
        report(entry, ['from', index], `"${name}" is merged into "${into.get(key)}" already`);
      into.set(key, target);
    }
  }
  for (const entry of entriesOf(file, 'merge', merges)) {
    const { lab, into: target } = entry.value;
    const further = into.get(`${lab}\n${foldReleaseName(target)}`);
    if (further !== undefined)
      report(entry, ['into'], `"${target}" is merged into "${further}" itself; name that one`);
  }
  const seen = new Set<string>();
  for (const entry of entriesOf(file, 'split', splits)) {
    for (const [index, repo] of entry.value.repos.entries()) {
      if (seen.has(repo.toLowerCase())) report(entry, ['repos', index], `"${repo}" is split off twice`);
      seen.add(repo.toLowerCase());
    }
  }
  const byId = new Map(labs.map((lab) => [lab.id, lab]));
  for (const entry of entriesOf(file, 'pin', pins)) {
    const { attribute, value } = entry.value;
    const values = valuesOfWritten({ attribute, value, asOf: null, benchmark: null }, byId);
    if (values.length === 0 || (MEASURED.has(attribute) && values.some(({ kind }) => kind === 'text')))
      report(entry, ['value'], `"${value}" cannot be read as ${attribute}`);
  }
}
