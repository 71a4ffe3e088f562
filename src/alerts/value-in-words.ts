import { momentInWords } from './dates.ts';
import { LINE_LENGTH, safeLine } from './hostile-text.ts';
import { phrasesOf } from './languages/index.ts';
import { languagesInWords, licenceInWords } from './licence-and-languages.ts';
import { contextInWords, parametersInWords } from './numbers.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';

/** What is claimed of an attribute, as people say it: `671B`, `Apache 2.0`, `0.28 USD per 1M tokens (input)`. */
export function valueInWords(attribute: string, value: unknown, reader: Reader = ENGLISH_READER): string {
  const { range, states } = phrasesOf(reader.language);
  if (attribute === 'license') return licenceInWords(value, reader.language) ?? '';
  if (attribute === 'languages') return languagesInWords(value, reader.language) ?? '';
  if (Array.isArray(value)) return value.map((item) => valueInWords(attribute, item, reader)).join(', ');
  if (isRange(value))
    return range(valueInWords(attribute, value.min, reader), valueInWords(attribute, value.max, reader));
  if (isMoney(value)) return moneyInWords(value, reader);
  if (isScore(value)) return scoreInWords(value);
  if (typeof value === 'string') {
    if (attribute === 'released_on') return momentInWords(value, reader) ?? safeLine(value);
    return states[value] ?? safeLine(value);
  }
  if (typeof value !== 'number') return safeLine(JSON.stringify(value) ?? '', LINE_LENGTH);
  if (attribute === 'training_tokens') return `${parametersInWords(value)} tokens`;
  if (attribute.endsWith('_parameters')) return parametersInWords(value);
  if (attribute === 'context_length') return contextInWords(value);
  return value.toLocaleString('en-US');
}

interface Money {
  readonly amount: number | { readonly min: number; readonly max: number };
  readonly currency: string;
  readonly per?: string | null;
  readonly tier?: string | null;
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

/** `5.58M USD`, `0.28 USD per 1M tokens (input)`. */
function moneyInWords({ amount, currency, per, tier }: Money, { language }: Reader): string {
  const { range, pricePer } = phrasesOf(language);
  const say = (value: number) => (value >= 10_000 ? parametersInWords(value) : value.toLocaleString('en-US'));
  const sum = isRange(amount) ? range(say(Number(amount.min)), say(Number(amount.max))) : say(Number(amount));
  const money = `${sum} ${safeLine(currency, 10)}`;
  const priced =
    typeof per === 'string' && per !== '' ? pricePer(money, safeLine(per.replaceAll('_', ' '), 40)) : money;
  return typeof tier === 'string' && tier !== '' ? `${priced} (${safeLine(tier, 60)})` : priced;
}

interface Score {
  readonly benchmark: string;
  readonly score: number;
  readonly unit: string;
}

function isScore(value: unknown): value is Score {
  return typeof value === 'object' && value !== null && 'benchmark' in value && 'score' in value;
}

/** `AIME 2025 93.1%`. */
function scoreInWords({ benchmark, score, unit }: Score): string {
  const spaced = unit === '' || unit === '%' ? unit : ` ${unit}`;
  return safeLine(`${benchmark} ${score.toLocaleString('en-US')}${spaced}`, 100);
}

function isRange(value: unknown): value is { readonly min: unknown; readonly max: unknown } {
  return typeof value === 'object' && value !== null && 'min' in value && 'max' in value;
}
