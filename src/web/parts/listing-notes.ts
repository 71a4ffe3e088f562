import type { Language } from '../../alerts/language.ts';
import type { Page } from '../../domain/release-query.ts';
import { type Html, html, NOTHING } from '../markup.ts';
import { listingWords } from '../words/listing-words.ts';
import type { ListingQuestion } from './listing-question.ts';
import { emptyState, notice } from './notice.ts';

export interface ListingNotes {
  readonly language: Language;
  readonly question: ListingQuestion;
  /** The page that was asked for is of another list. */
  readonly strayed: boolean;
  readonly page: Page<unknown>;
}

/** What has to be said above a list: how much it is, what was not understood, and what to do where it is empty. */
export function listingNotes({ language, question, strayed, page }: ListingNotes): Html {
  const words = listingWords[language];
  return html`${questionProblems(question, language)}${
    strayed ? notice('plain', html`<p>${words.cursorGone}</p>`) : NOTHING
  }${
    page.total === 0
      ? emptyState(question.filtered ? words.nothingFits : words.nothingYet)
      : html`<p class="count">${words.shown(page.items.length, page.total)}</p>`
  }`;
}

/** What of the address was not understood; nothing where all was. */
export function questionProblems({ problems }: Pick<ListingQuestion, 'problems'>, language: Language): Html {
  if (problems.length === 0) return NOTHING;
  const words = listingWords[language];
  const lines = problems.map((one) => html`<li>${words.problem(one, words.fields[one.field])}</li>`);
  return notice('warn', html`<p><strong>${words.problemsTitle}</strong></p><ul>${lines}</ul>`);
}
