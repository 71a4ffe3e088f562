import { languages } from '../../alerts/language.ts';
import type { QuestionField, TypedQuestion } from '../../domain/release-question.ts';
import { cursor, oneOf } from '../api/parameters.ts';
import { releaseParameters } from '../api/release-parameters.ts';

/**
 * What a feed may be asked for: what the address of a list may have, with the same meaning. The newest stand first in
 * every feed, and what is only planned is in none: an order, a page and `plans` change nothing.
 */
export const feedParameters = releaseParameters.extend({
  cursor,
  lang: oneOf(languages, 'In which language it is written; English unless told'),
});

/** What of a question makes a feed another one. */
const FIELDS = [
  'lab',
  'kind',
  'status',
  'lifecycle',
  'parameters',
  'active',
  'context',
  'license',
  'modality',
  'openness',
  'since',
  'until',
  'text',
] as const satisfies readonly QuestionField[];

/** The fields that are asked for, in one order: the same question gives the same address. */
export function askedFields(question: TypedQuestion): [string, string][] {
  return FIELDS.flatMap((field): [string, string][] => {
    const value = question[field]?.trim() ?? '';
    return value === '' ? [] : [[field, value]];
  });
}
