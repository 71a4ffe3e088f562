import { labAndBelow, labCalled } from '../../domain/chosen-labs.ts';
import type { Lab } from '../../domain/lab.ts';
import { suggest } from '../../domain/nearest.ts';
import { invalidParameters, parameterProblem } from './reading-input.ts';

/** `a,b` in its parts; undefined where nothing is asked. */
export function splitWords(text: string | undefined): string[] | undefined {
  const words = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return words.length === 0 ? undefined : words;
}

/** Ids of the labs that are asked for, and of those that belong to them. Throws ApiProblem where there is no such lab. */
export function knownLabs(text: string | undefined, labs: readonly Lab[]): string[] | undefined {
  const found = splitWords(text)?.flatMap((id) => {
    const ids = labAndBelow(labs, id);
    if (ids.length > 0) return ids;
    const meant = labCalled(labs, id);
    const known = labs.map((lab) => lab.id);
    const hint = meant === undefined ? suggest(id, known, 'Known labs') : `. Did you mean "${meant.id}"?`;
    throw invalidParameters([parameterProblem('query', 'lab', `there is no lab "${id}"${hint}`)]);
  });
  return found === undefined ? undefined : [...new Set(found)].sort();
}
