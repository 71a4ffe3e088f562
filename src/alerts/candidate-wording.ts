import type { NamedCandidate } from '../domain/alert-subject.ts';
import { dayInWords } from './dates.ts';
import { safeLine, safeUrl } from './hostile-text.ts';
import { phrasesOf } from './languages/index.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';

export type { NamedCandidate } from '../domain/alert-subject.ts';

/** How many are listed. */
export const CANDIDATES_SHOWN = 10;
const TITLE_LENGTH = 120;

/** What operators are told of organizations that nobody watches. At least one. */
export function wordsForCandidates(
  candidates: readonly NamedCandidate[],
  reader: Reader = ENGLISH_READER,
): {
  readonly title: string;
  readonly lines: readonly string[];
} {
  const phrases = phrasesOf(reader.language).candidates;
  const rest = candidates.length - CANDIDATES_SHOWN;
  const [first] = candidates;
  return {
    title: phrases.title(candidates.length),
    lines: [
      ...candidates.slice(0, CANDIDATES_SHOWN).map((candidate) => lineOf(candidate, reader)),
      ...(rest > 0 ? [phrases.more(rest)] : []),
      ...(first === undefined ? [] : phrases.toWatch(...configurationOf(first.organization))),
    ],
  };
}

function lineOf(candidate: NamedCandidate, reader: Reader): string {
  const since = dayInWords(new Date(candidate.firstSeen).toISOString(), reader) ?? '';
  const where = [safeLine(candidate.title, TITLE_LENGTH), safeUrl(candidate.url) ?? '']
    .filter((part) => part !== '')
    .join(' · ');
  return phrasesOf(reader.language).candidates.line(candidate, since, where);
}

function configurationOf(organization: string): [lab: string, source: string] {
  const id = organization.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return [
    `- { id: ${id}, name: ${organization}, organizations: { huggingface: [${organization}] } }`,
    `- { id: hf-${id}, kind: huggingface-org, lab: ${id}, org: ${organization} }`,
  ];
}
