import { languages } from '../../alerts/language.ts';
import type { QuestionField } from '../../domain/release-question.ts';
import { oneOf } from '../api/parameters.ts';
import { releaseParameters } from '../api/release-parameters.ts';

/**
 * What a feed may be asked for: what lists of releases may. The newest stand first in every feed, and what is only
 * planned is in none: an order and `plans`, which an address of a list may have, change nothing.
 */
export const feedParameters = releaseParameters.extend({
  lang: oneOf(languages, 'In which language it is written; English unless told'),
});

/** What of a question makes a feed another one. */
export const feedFields = [
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

export type FeedQuestion = Readonly<Partial<Record<(typeof feedFields)[number], string | undefined>>>;

/** The fields that are asked for, in one order: the same question gives the same address. */
export function askedFields(question: FeedQuestion): [string, string][] {
  return feedFields.flatMap((field): [string, string][] => {
    const value = question[field]?.trim() ?? '';
    return value === '' ? [] : [[field, value]];
  });
}
