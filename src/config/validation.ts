import { z } from 'zod';
import { explainIssue } from './issues.ts';
import type { Problem } from './problem.ts';
import { type Path, plainValue, type YamlFile } from './yaml-file.ts';
import { placeOf } from './yaml-place.ts';

/** An entry of a list in a file, with the place where it stands. */
export interface Entry<T> {
  readonly value: T;
  readonly file: YamlFile;
  readonly path: Path;
}

/** A file and what was understood of it. */
export interface Validated<T> {
  readonly file: YamlFile;
  /** As written; references are looked up here, so that one bad entry does not make others look unknown. */
  readonly raw: unknown;
  /** Null where something in the file is wrong. */
  readonly value: T | null;
}

/** Checks a file against its schema; adds a problem for each fault, except at `excused` places (`a.0.b`). */
export function validate<T>(
  file: YamlFile | null,
  schema: z.ZodType<T>,
  problems: Problem[],
  excused: ReadonlySet<string> = new Set(),
): Validated<T> | null {
  if (file === null) return null;
  const before = problems.length;
  const raw = plainValue(file, problems);
  if (problems.length > before) return null;
  const result = schema.safeParse(raw, { reportInput: true });
  if (result.success) return { file, raw, value: result.data };
  for (const issue of result.error.issues) {
    if (excused.has(issue.path.map(String).join('.'))) continue;
    for (const { path, key, message } of explainIssue(issue, schema, raw)) {
      problems.push({ ...placeOf(file, path, key), message });
    }
  }
  return { file, raw, value: null };
}

/** The entries of the list `key` that are well-formed by themselves. */
export function entriesOf<T>(
  validated: Validated<unknown> | null,
  key: string,
  schema: z.ZodType<T>,
): Entry<T>[] {
  if (validated === null) return [];
  return rawEntries(validated, key).flatMap(({ value, path }) => {
    const result = schema.safeParse(value);
    return result.success ? [{ value: result.data, file: validated.file, path }] : [];
  });
}

const identified = z.object({ id: z.string() });

/** The ids in the list `key`, those of faulty entries included. */
export function idsOf(validated: Validated<unknown> | null, key: string): Entry<string>[] {
  return entriesOf(validated, key, identified).map((entry) => ({
    ...entry,
    value: entry.value.id,
    path: [...entry.path, 'id'],
  }));
}

function rawEntries(validated: Validated<unknown>, key: string): { value: unknown; path: Path }[] {
  const root = validated.raw;
  const list = typeof root === 'object' && root !== null ? (root as Record<string, unknown>)[key] : undefined;
  return Array.isArray(list) ? list.map((value: unknown, index) => ({ value, path: [key, index] })) : [];
}
