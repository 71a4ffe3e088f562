import type { Lab } from '../domain/lab.ts';
import { problemInWords } from '../domain/question-in-words.ts';
import type { FactFilter } from '../domain/release-filter.ts';
import { type TypedQuestion, understandQuestion } from '../domain/release-question.ts';
import { UsageError } from '../errors.ts';
import type { ReleaseFilter } from '../store/catalog.ts';

/** What a listing may be asked for on the command line. */
export type TypedListing = Omit<TypedQuestion, 'status' | 'until' | 'text' | 'plans' | 'order'>;

/** What the options of a listing ask for. */
export interface AskedReleases {
  /** What the store looks for. */
  readonly listed: ReleaseFilter;
  /** What of these has to fit; null where no fact is asked for. */
  readonly facts: FactFilter | null;
}

/** Reads the options of a listing. `now`: milliseconds since 1970. Throws UsageError where they cannot be understood. */
export function askedOf(typed: TypedListing, labs: readonly Lab[], now: number): AskedReleases {
  const { query, problems } = understandQuestion(typed, labs, now);
  const [first, ...others] = problems.map((problem) => problemInWords(problem, (field) => `--${field}`));
  if (first !== undefined) {
    const hints = [first.hint, ...others.flatMap(({ sentence, hint }) => [sentence, hint])];
    throw new UsageError(
      problems[0]?.reason ?? 'question',
      first.sentence,
      hints.filter((hint) => hint !== null),
    );
  }
  const { lab, since, order: _order, descending: _descending, ...facts } = query;
  return {
    listed: { ...(lab === undefined ? {} : { lab }), ...(since === undefined ? {} : { since }) },
    facts: Object.keys(facts).length === 0 ? null : facts,
  };
}
