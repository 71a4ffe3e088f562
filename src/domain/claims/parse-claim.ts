import type { ClaimValue } from './claim-value.ts';
import { parseDate } from './parse-date.ts';
import { parseLanguages } from './parse-languages.ts';
import { parseLicense } from './parse-license.ts';
import { parseNumber } from './parse-number.ts';
import { parsePrices } from './parse-price.ts';
import { parseArchitecture, parseLifecycle, parseModalities, parseOpenness } from './parse-words.ts';

/** What an attribute's values are. Those that are not here are words. */
type Shape =
  | 'number'
  | 'date'
  | 'license'
  | 'list'
  | 'prices'
  | 'languages'
  | 'modalities'
  | 'openness'
  | 'lifecycle'
  | 'architecture';

const SHAPES: Readonly<Record<string, Shape>> = {
  total_parameters: 'number',
  active_parameters: 'number',
  experts: 'number',
  layers: 'number',
  context_length: 'number',
  training_tokens: 'number',
  training_cost: 'number',
  training_hours: 'number',
  valuation: 'number',
  employees: 'number',
  users: 'number',
  derivatives: 'number',
  released_on: 'date',
  weights_on: 'date',
  founded: 'date',
  license: 'license',
  languages: 'languages',
  modalities: 'modalities',
  openness: 'openness',
  lifecycle: 'lifecycle',
  architecture: 'architecture',
  investors: 'list',
  prices: 'prices',
};

/**
 * Reads what a source wrote of an attribute. Several values where it names several (prices by tier); one of words where
 * it cannot be read in the attribute's shape, since what a source says is kept even so; empty where it says nothing.
 */
export function parseClaim(attribute: string, written: string, asOf: string | null = null): ClaimValue[] {
  const text = written.normalize('NFC').replaceAll(/\s+/g, ' ').trim().slice(0, 1000);
  if (text === '' || /^(?:[-–—?]+|n\/?a|tba|tbd|unknown|未知)$/i.test(text)) return [];
  // A context is counted in tokens; how many characters that is depends on the language.
  const inCharacters = attribute === 'context_length' && /character|字/i.test(text);
  const shape = inCharacters ? undefined : SHAPES[attribute];
  if (shape === 'prices') {
    const prices = parsePrices(text, asOf);
    if (prices.length > 0) return prices;
  }
  return [(shape === undefined ? null : parseShape(shape, text)) ?? { kind: 'text', text }];
}

function parseShape(shape: Shape, text: string): ClaimValue | null {
  switch (shape) {
    case 'number':
      return parseNumber(text);
    case 'date':
      return parseDate(text);
    case 'license':
      return parseLicense(text);
    case 'list':
      return parseList(text);
    case 'languages':
      return parseLanguages(text);
    case 'modalities':
      return parseModalities(text);
    case 'openness':
      return parseOpenness(text);
    case 'lifecycle':
      return parseLifecycle(text);
    case 'architecture':
      return parseArchitecture(text);
    case 'prices':
      return null;
  }
}

function parseList(text: string): ClaimValue | null {
  const items = text
    .split(/\s*(?:,|;|、|，|\band\b|&|\+|→)\s*/i)
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '');
  return items.length === 0 ? null : { kind: 'list', items: [...new Set(items)].sort() };
}
