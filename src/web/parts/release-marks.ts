import type { Language } from '../../alerts/language.ts';
import type { ReleaseCard } from '../../domain/release-card.ts';
import { type Html, html, NOTHING } from '../markup.ts';
import { listingWords } from '../words/listing-words.ts';

/** What is not as with most releases: another kind, no weights, contradicted. */
export function releaseMarks(
  { kind, status, disputed }: Pick<ReleaseCard, 'kind' | 'status' | 'disputed'>,
  language: Language,
): Html {
  const words = listingWords[language];
  return html`${kind === 'llm' ? NOTHING : html` <span class="mark">${words.kinds[kind]}</span>`}${
    status === 'open-weights' ? NOTHING : html` <span class="mark ${status}">${words.statuses[status]}</span>`
  }${disputed ? html` <span class="mark disputed" title="${words.disputedHint}">${words.disputed}</span>` : NOTHING}`;
}
