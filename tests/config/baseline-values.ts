import type { BaselineClaim } from '../../src/config/baseline-schema.ts';
import { parseClaim } from '../../src/domain/claims/parse-claim.ts';
import { parseScore } from '../../src/domain/claims/parse-price.ts';

/** What a value of these attributes is read as; those of all others are words. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      'total_parameters',
      'active_parameters',
      'experts',
      'layers',
      'context_length',
      'training_tokens',
      'training_cost',
      'training_hours',
      'valuation',
      'employees',
      'users',
      'derivatives',
    ].map((attribute) => [attribute, ['number', 'range']]),
  ),
  released_on: ['date'],
  weights_on: ['date'],
  founded: ['date'],
  license: ['license'],
  languages: ['list'],
  modalities: ['list'],
  investors: ['list'],
  prices: ['price', 'relative-price'],
};

/** Said in words, where other sources give a figure. */
const WORDS: ReadonlySet<string> = new Set([
  'prices: inexpensive',
  'context_length: 2 million characters',
  'context_length: 200,000 characters',
  'prices: inference costs up to 60% below dense models',
  'prices: 80% below competitors',
  'valuation: unicorn',
  'derivatives: follow-ups',
  'derivatives: growing number of derivative and fine-tuned models',
  'derivatives: its architecture is standard in other models, its RL inspires researchers',
]);

/** Whether a value can be read in the shape of its attribute, or is said in words on purpose. */
export function isRead(claim: BaselineClaim): boolean {
  if (claim.benchmark !== null) return parseScore(claim.value) !== null;
  const values = parseClaim(claim.attribute, claim.value, claim.asOf);
  const kinds = KINDS[claim.attribute] ?? ['text'];
  if (values.length > 0 && values.every(({ kind }) => kinds.includes(kind))) return true;
  return values.length > 0 && WORDS.has(inWords(claim));
}

export function inWords({ attribute, value }: BaselineClaim): string {
  return `${attribute}: ${value}`;
}
