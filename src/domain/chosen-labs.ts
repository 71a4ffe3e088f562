import type { Lab } from './lab.ts';

/** The ids of a lab and of those that belong to it; empty where there is no such lab. */
export function labAndBelow(labs: readonly Lab[], id: string): string[] {
  const found = labs.find((lab) => lab.id === id.toLowerCase());
  if (found === undefined) return [];
  return labs.filter((lab) => lab.id === found.id || lab.parent === found.id).map((lab) => lab.id);
}

/** The lab that somebody knows by another of its names than its id. */
export function labCalled(labs: readonly Lab[], name: string): Lab | undefined {
  const folded = name.toLowerCase();
  return labs.find((lab) =>
    [lab.name, lab.zh ?? '', ...lab.aliases, ...lab.organizations.huggingface].some(
      (other) => other.toLowerCase() === folded,
    ),
  );
}
