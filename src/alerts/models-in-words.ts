import type { FactView, ModelView } from '../domain/release-view.ts';
import { safeLine } from './hostile-text.ts';
import { listed } from './lists.ts';
import { contextInWords, parametersInWords } from './numbers.ts';

type Facts = Readonly<Record<string, FactView>>;

const MODELS_SHOWN = 8;
const NAME_LENGTH = 100;

/** `GLM-4.5 (355B, 32B active, 128K context) and GLM-4.5-Air (106B, 12B active)`. */
export function modelsInWords(models: readonly ModelView[]): string {
  const sizes = models.map((model) => sizeInWords(model.facts));
  const names = models.map((model) => safeLine(model.name, NAME_LENGTH));
  if (sizes.every((size) => size === null)) {
    return `${listed(names, MODELS_SHOWN)} (${models.length === 1 ? 'size' : 'sizes'} not stated)`;
  }
  return listed(
    names.map((name, index) => `${name} (${sizes[index] ?? 'size not stated'})`),
    MODELS_SHOWN,
  );
}

/** `671B, 37B active, 128K context`; null where neither size nor context is known. */
export function sizeInWords(facts: Facts): string | null {
  const { size, context } = sizeParts(facts);
  if (size === null && context === null) return null;
  return [size ?? 'size not stated', context].filter((part) => part !== null).join(', ');
}

/** `671B, 37B active` and `128K context`; null for what is not known. */
export function sizeParts(facts: Facts): { readonly size: string | null; readonly context: string | null } {
  const total = amount(facts.total_parameters, parametersInWords);
  const active = amount(facts.active_parameters, parametersInWords);
  const context = amount(facts.context_length, contextInWords);
  const size = active === null ? total : `${total ?? 'size not stated'}, ${active} active`;
  return { size, context: context === null ? null : `${context} context` };
}

/** A number, or a range where what it is about differs; null where there is none. */
function amount(fact: FactView | undefined, inWords: (value: number) => string): string | null {
  const text = amountInWords(fact?.value, inWords);
  return text !== null && fact?.conflicting === true ? `${text} disputed` : text;
}

function amountInWords(value: unknown, inWords: (value: number) => string): string | null {
  if (isAmount(value)) return inWords(value);
  if (typeof value !== 'object' || value === null || !('min' in value) || !('max' in value)) return null;
  if (!isAmount(value.min) || !isAmount(value.max)) return null;
  const [least, most] = [inWords(value.min), inWords(value.max)];
  return least === most ? least : `${least} to ${most}`;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
