import type { EntryObservation } from './observation.ts';

export interface EntryChanges {
  /** Values as they were and are, of the fields that differ; null where there was or is none. */
  readonly before: Readonly<Record<string, string | null>>;
  readonly after: Readonly<Record<string, string | null>>;
}

/**
 * The text that two observations share exactly where they say the same. Where it stands, the words around it and the
 * revision it was read from are not among it: they change without anything being said.
 */
export function canonicalEntry(entry: EntryObservation): string {
  return JSON.stringify(sayings(entry));
}

/** What one says and the other does not, or says otherwise. Null where they say the same. */
export function entryChanges(before: EntryObservation, after: EntryObservation): EntryChanges | null {
  const [old, now] = [new Map(sayings(before)), new Map(sayings(after))];
  const differing = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name) !== now.get(name),
  );
  if (differing.length === 0) return null;
  return {
    before: Object.fromEntries(differing.map((name) => [name, old.get(name) ?? null])),
    after: Object.fromEntries(differing.map((name) => [name, now.get(name) ?? null])),
  };
}

/** Sorted by name. A field goes before what is said of the whole, where a table has a column of that name. */
function sayings(entry: EntryObservation): (readonly [string, string])[] {
  const { statement, subject, developer, fields } = entry;
  const all = new Map([
    ['statement', statement],
    ['subject', subject],
    ...(developer === null ? [] : [['developer', developer] as const]),
    ...Object.entries(fields),
  ]);
  return [...all].sort(([left], [right]) => (left < right ? -1 : 1));
}
