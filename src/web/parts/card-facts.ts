import type { Language } from '../../alerts/language.ts';
import { licenceInWords } from '../../alerts/licence-and-languages.ts';
import { sizeParts } from '../../alerts/models-in-words.ts';
import type { CardFact, ReleaseCard } from '../../domain/release-card.ts';
import { type ListingWords, listingWords } from '../words/listing-words.ts';

/** The main facts of a release in words; null for what nobody states. */
export interface CardFacts {
  readonly size: string | null;
  readonly context: string | null;
  readonly licence: string | null;
}

/** Of a release whose models share no size, that of the largest, and how many others there are that state none. */
export function factsOfCard({ facts, models }: ReleaseCard, language: Language): CardFacts {
  const words = listingWords[language];
  const shared = sizeParts(facts, language);
  const { size, context } =
    shared.size === null && models.largest !== null
      ? ofLargest(sizeParts(models.largest, language), models, words)
      : shared;
  return {
    size,
    context: context ?? shared.context,
    // Of what a stranger wrote, nothing may be left that can be shown.
    licence: facts.license === undefined ? null : licenceOfCard(facts.license, language) || null,
  };
}

function ofLargest(
  { size, context }: Pick<CardFacts, 'size' | 'context'>,
  { count, measured }: ReleaseCard['models'],
  words: ListingWords,
): Pick<CardFacts, 'size' | 'context'> {
  const unstated = count - measured;
  if (size === null || unstated === 0) return { size, context };
  return { size: `${size} (${words.othersUnstated(unstated)})`, context };
}

/** By itself, `the lab's own` would not say what of the lab is meant. */
export function licenceOfCard(fact: CardFact | undefined, language: Language): string | null {
  const isOwn = [fact?.value].flat().every((value) => value === 'other');
  return isOwn ? listingWords[language].ownLicence : licenceInWords(fact?.value, language);
}

/** All and active parameters, each for a column of its own; of models that share none, those of the largest. */
export function parametersOfCard(
  { facts, models }: ReleaseCard,
  language: Language,
): { readonly total: string | null; readonly active: string | null } {
  const largest = models.largest ?? {};
  const shown = (attribute: string) => {
    const fact = facts[attribute] ?? largest[attribute];
    return fact === undefined ? null : sizeParts({ total_parameters: fact }, language).size;
  };
  return { total: shown('total_parameters'), active: shown('active_parameters') };
}
