import type { FactView, ModelView } from '../domain/release-view.ts';
import { safeLine } from './hostile-text.ts';
import type { Language } from './language.ts';
import { listedIn, phrasesOf } from './languages/index.ts';
import { contextInWords, parametersInWords } from './numbers.ts';

/** As far as words need them. */
export type Facts = Readonly<Record<string, Pick<FactView, 'value' | 'conflicting'>>>;

const MODELS_SHOWN = 8;
const NAME_LENGTH = 100;

/** `GLM-4.5 (355B, 32B active, 128K context) and GLM-4.5-Air (106B, 12B active)`. */
export function modelsInWords(models: readonly ModelView[], language: Language = 'en'): string {
  const phrases = phrasesOf(language);
  const sizes = models.map((model) => sizeInWords(model.facts, language));
  const names = models.map((model) => safeLine(model.name, NAME_LENGTH));
  if (sizes.every((size) => size === null)) {
    return phrases.detailed(listedIn(language, names, MODELS_SHOWN), phrases.sizeNotStated(models.length));
  }
  return listedIn(
    language,
    names.map((name, index) => phrases.detailed(name, sizes[index] ?? phrases.sizeNotStated(1))),
    MODELS_SHOWN,
  );
}

/** `671B, 37B active, 128K context`; null where neither size nor context is known. */
export function sizeInWords(facts: Facts, language: Language = 'en'): string | null {
  const { size, context } = sizeParts(facts, language);
  if (size === null && context === null) return null;
  const phrases = phrasesOf(language);
  return phrases.and([size ?? phrases.sizeNotStated(1), context].filter((part) => part !== null));
}

/** `128K`, for a column of its own; null where it is not known. */
export function contextAmount(facts: Facts, language: Language = 'en'): string | null {
  return amount(facts.context_length, contextInWords, language);
}

/** `671B, 37B active` and `128K context`; null for what is not known. */
export function sizeParts(
  facts: Facts,
  language: Language = 'en',
): { readonly size: string | null; readonly context: string | null } {
  const phrases = phrasesOf(language);
  const total = amount(facts.total_parameters, parametersInWords, language);
  const active = amount(facts.active_parameters, parametersInWords, language);
  const context = contextAmount(facts, language);
  const size = active === null ? total : phrases.active(total, active);
  return { size, context: context === null ? null : phrases.context(context) };
}

/** A number, or a range where what it is about differs; null where there is none. */
function amount(
  fact: Facts[string] | undefined,
  inWords: (value: number) => string,
  language: Language,
): string | null {
  const phrases = phrasesOf(language);
  const text = amountInWords(fact?.value, inWords, phrases.range);
  return text !== null && fact?.conflicting === true ? phrases.disputedAmount(text) : text;
}

function amountInWords(
  value: unknown,
  inWords: (value: number) => string,
  range: (least: string, most: string) => string,
): string | null {
  if (isAmount(value)) return inWords(value);
  if (typeof value !== 'object' || value === null || !('min' in value) || !('max' in value)) return null;
  if (!isAmount(value.min) || !isAmount(value.max)) return null;
  const [least, most] = [inWords(value.min), inWords(value.max)];
  return least === most ? least : range(least, most);
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
