import type { ClaimValue } from './claim-value.ts';
import { parseNumber } from './parse-number.ts';

type PriceValue = Extract<ClaimValue, { kind: 'price' | 'relative-price' }>;

const CURRENCY = String.raw`(US\$|USD|\$|RMB|CNY|¥|￥|元|€|EUR)`;
const AMOUNT = String.raw`(\d+(?:[.,]\d+)?)`;
const PRICE = new RegExp(`${CURRENCY}\\s*${AMOUNT}|${AMOUNT}\\s*${CURRENCY}`, 'i');

const CODES: Readonly<Record<string, string>> = {
  us$: 'USD',
  usd: 'USD',
  $: 'USD',
  rmb: 'CNY',
  cny: 'CNY',
  '¥': 'CNY',
  '￥': 'CNY',
  元: 'CNY',
  '€': 'EUR',
  eur: 'EUR',
};

/**
 * Reads prices as catalogues and texts write them: `input 0.56 USD / 1M tokens; output 1.68 USD / 1M tokens`, `RMB 2 per
 * million output tokens`, `8 % of Claude Sonnet 4.5`. One value for each tier; empty where there is no price in it.
 */
export function parsePrices(written: string, asOf: string | null): PriceValue[] {
  const text = written.normalize('NFKC').slice(0, 2000);
  const relative = parseRelative(text);
  if (relative !== null) return [relative];
  return text.split(/;|\n/).flatMap((part) => parsePart(part, asOf) ?? []);
}

function parsePart(part: string, asOf: string | null): PriceValue | null {
  const match = PRICE.exec(part);
  if (match === null) return /\b(?:free|免费)\b/i.test(part) ? free(part, asOf) : null;
  const [, before, first, second, after] = match;
  const amount = Number((first ?? second ?? '').replace(',', '.'));
  const currency = CODES[(before ?? after ?? '').toLowerCase()];
  if (currency === undefined || !Number.isFinite(amount)) return null;
  return { kind: 'price', amount, currency, per: perOf(part), tier: tierOf(part), asOf };
}

function free(part: string, asOf: string | null): PriceValue {
  return { kind: 'price', amount: 0, currency: 'USD', per: perOf(part), tier: tierOf(part), asOf };
}

function perOf(part: string): string {
  if (/(?:1\s*M\b|per\s*M\b|\/\s*M\b|million|百万)/i.test(part)) return '1M tokens';
  if (/(?:1\s*K\b|thousand|千)/i.test(part)) return '1K tokens';
  return /month|月/i.test(part) ? 'month' : 'use';
}

function tierOf(part: string): string {
  const side = /output|completion|输出/i.test(part)
    ? 'output'
    : /input|prompt|输入/i.test(part)
      ? 'input'
      : 'all';
  if (/cache[\s-]*hit|缓存命中/i.test(part)) return `${side} (cache hit)`;
  return /cache[\s-]*miss|缓存未命中/i.test(part) ? `${side} (cache miss)` : side;
}

/** `8 percent of Claude Sonnet 4.5`, `one-fifth of`. */
function parseRelative(text: string): PriceValue | null {
  const share = /(\d+(?:\.\d+)?)\s*(?:%|per\s?cent)\s+of\s+(?:the\s+price\s+of\s+)?(.{2,80})$/i.exec(text);
  if (share !== null) return relative(share[2] ?? '', Number(share[1]) / 100);
  const part = /one[-\s](half|third|quarter|fifth|sixth|eighth|tenth)\s+of\s+(.{2,80})$/i.exec(text);
  if (part === null) return null;
  const parts: Readonly<Record<string, number>> = {
    half: 2,
    third: 3,
    quarter: 4,
    fifth: 5,
    sixth: 6,
    eighth: 8,
    tenth: 10,
  };
  return relative(part[2] ?? '', 1 / (parts[(part[1] ?? '').toLowerCase()] ?? 1));
}

function relative(relativeTo: string, ratio: number): PriceValue {
  return { kind: 'relative-price', relativeTo: relativeTo.trim().replace(/[.,;]$/, ''), ratio };
}

/** `44.9%`, `59.8 points`. Null where there is no number. */
export function parseScore(written: string): { readonly score: number; readonly unit: string } | null {
  const number = parseNumber(written);
  if (number === null || number.kind !== 'number') return null;
  return { score: number.amount, unit: /%|per\s?cent/i.test(written) ? '%' : 'points' };
}
