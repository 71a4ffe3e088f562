import { dayInWords } from './dates.ts';
import { safeLine, safeUrl } from './hostile-text.ts';
import { counted } from './numbers.ts';

/** An organization that nobody configured. Times in milliseconds since 1970. */
export interface NamedCandidate {
  readonly organization: string;
  readonly sightings: number;
  readonly firstSeen: number;
  /** Where it was seen last. */
  readonly title: string;
  readonly url: string;
}

const SHOWN = 10;
const TITLE_LENGTH = 120;

/** What operators are told of organizations that nobody watches. At least one. */
export function wordsForCandidates(candidates: readonly NamedCandidate[]): {
  readonly title: string;
  readonly lines: readonly string[];
} {
  const rest = candidates.length - SHOWN;
  const [first] = candidates;
  return {
    title: `${counted(candidates.length, 'organization')} that nobody watches ${candidates.length === 1 ? 'was' : 'were'} named`,
    lines: [
      ...candidates.slice(0, SHOWN).map(lineOf),
      ...(rest > 0 ? [`and ${counted(rest, 'more organization')}, named less often`] : []),
      ...(first === undefined ? [] : howToWatch(first.organization)),
    ],
  };
}

function lineOf({ organization, sightings, firstSeen, title, url }: NamedCandidate): string {
  const since = dayInWords(new Date(firstSeen).toISOString()) ?? '';
  const where = [safeLine(title, TITLE_LENGTH), safeUrl(url) ?? ''].filter((part) => part !== '').join(' · ');
  return `${organization}: ${counted(sightings, 'time')} since ${since}, last in ${where}`;
}

function howToWatch(organization: string): string[] {
  const id = organization.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return [
    `To watch one, spelled as on the Hub, in labs.yaml: - { id: ${id}, name: ${organization}, organizations: { huggingface: [${organization}] } }`,
    `and in sources.yaml: - { id: hf-${id}, kind: huggingface-org, lab: ${id}, org: ${organization} }`,
  ];
}
