import type { FeedFormat } from '../../alerts/feed-file/config.ts';
import type { Language } from '../../alerts/language.ts';
import type { TypedQuestion } from '../../domain/release-question.ts';
import { askedFields } from './parameters.ts';

/** Which feed: of a lab, or of what is asked. */
export interface FeedPlace {
  /** Id of a lab; null for all. */
  readonly lab: string | null;
  readonly asked: TypedQuestion;
  readonly language: Language;
}

/** Path and query of a feed. */
export function feedAddress({ lab, asked, language }: FeedPlace, format: FeedFormat): string {
  const path =
    lab === null ? `/feeds/releases.${format}` : `/feeds/labs/${encodeURIComponent(lab)}.${format}`;
  const search = searchOf({ asked, language }, lab === null ? [] : ['lab']);
  return `${path}${search}`;
}

/** Path and query of the page that shows the same. */
export function feedPage({ lab, asked, language }: FeedPlace): string {
  return lab === null ? `/${searchOf({ asked, language }, [])}` : `/labs/${encodeURIComponent(lab)}`;
}

function searchOf(
  { asked, language }: Pick<FeedPlace, 'asked' | 'language'>,
  without: readonly string[],
): string {
  const search = new URLSearchParams(askedFields(asked).filter(([field]) => !without.includes(field)));
  if (language !== 'en') search.set('lang', language);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
