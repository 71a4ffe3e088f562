import { suggest } from '../config/nearest.ts';
import type { Lab } from '../domain/lab.ts';
import { UsageError } from '../errors.ts';

/** The ids of a lab and of those that belong to it. Throws UsageError where there is no such lab. */
export function labAndBelow(labs: readonly Lab[], id: string): string[] {
  const found = labs.find((lab) => lab.id === id.toLowerCase());
  if (found === undefined) throw unknownLab(labs, id);
  return labs.filter((lab) => lab.id === found.id || lab.parent === found.id).map((lab) => lab.id);
}

/** Somebody may know the lab by another of its names. */
function unknownLab(labs: readonly Lab[], word: string): UsageError {
  const folded = word.toLowerCase();
  const named = labs.find((lab) =>
    [lab.name, lab.zh ?? '', ...lab.aliases, ...lab.organizations.huggingface].some(
      (name) => name.toLowerCase() === folded,
    ),
  );
  const hint =
    named === undefined
      ? suggest(
          word,
          labs.map((lab) => lab.id),
          'Known labs',
        )
      : `. Did you mean "${named.id}"?`;
  return new UsageError('lab', `there is no lab "${word}"${hint || '. "modelwatch labs" lists them'}`);
}
