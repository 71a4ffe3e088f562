import type { Lab } from '../../domain/lab.ts';
import type { Page, ReleaseQuery } from '../../domain/release-query.ts';
import {
  type QuestionField,
  type QuestionProblem,
  questionFields,
  type TypedQuestion,
  understandQuestion,
} from '../../domain/release-question.ts';

/** What the address of a list asks for. */
export interface ListingQuestion {
  /** As it stands in the address, what is empty left out. */
  readonly typed: TypedQuestion;
  readonly query: ReleaseQuery;
  readonly problems: readonly QuestionProblem[];
  /** Whether anything is asked beside the order. */
  readonly filtered: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Reads the address of a list. Unless told otherwise it is of language models, and of what is there: `kind=all` and
 * `plans` say otherwise. Of several parameters of one name (as a form may send them) all are meant.
 */
export function readListing(search: URLSearchParams, labs: readonly Lab[], now: number): ListingQuestion {
  const typed = Object.fromEntries(
    questionFields
      .map((field) => [field, search.getAll(field).filter(Boolean).join(',')] as const)
      .filter(([, value]) => value.trim() !== ''),
  ) as TypedQuestion;
  const asked = { ...typed, kind: typed.kind === 'all' ? undefined : (typed.kind ?? 'llm,vlm') };
  const says = (field: QuestionField) => typed[field] !== undefined;
  const plans = says('plans') || says('status') || says('lifecycle') ? typed.plans : 'without';
  const { query, problems } = understandQuestion({ ...asked, plans }, labs, steadyNow(typed, now));
  return {
    typed,
    query,
    problems,
    filtered: questionFields.some((field) => field !== 'order' && says(field)),
  };
}

/** `7d` begins with a day, `12h` with an hour: so the pages of one list are of one list for a while. */
function steadyNow({ since = '', until = '' }: TypedQuestion, now: number): number {
  const step = /\dh\b/.test(`${since} ${until}`) ? HOUR_MS : DAY_MS;
  return Math.ceil(now / step) * step;
}

/** A page of a list, and whether the one that was asked for was of another list. */
export interface FoundPage<Item> {
  readonly page: Page<Item>;
  readonly strayed: boolean;
}

/** Falls back to the first page where a cursor is of another list: of one shared yesterday, or typed by hand. */
export async function pageOrFirst<Item>(
  cursor: string | null,
  read: (cursor: string | null) => Promise<Page<Item>>,
): Promise<FoundPage<Item>> {
  try {
    return { page: await read(cursor), strayed: false };
  } catch (error) {
    if (!(error instanceof RangeError) || cursor === null) throw error;
    return { page: await read(null), strayed: true };
  }
}
