import type { ClaimValue, Precision } from './claim-value.ts';

type NumberValue = Extract<ClaimValue, { kind: 'number' | 'range' }>;

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:trillions?|tn|t|万亿|兆)$/i, 1e12],
  [/^(?:billions?|bn|b)$/i, 1e9],
  [/^(?:亿|億)$/, 1e8],
  [/^(?:millions?|mn|mm|m|百万)$/i, 1e6],
  [/^(?:万|萬)$/, 1e4],
  [/^(?:thousands?|k|千)$/i, 1e3],
];

const AMOUNT = String.raw`(\d{1,3}(?:[,\u2009]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`;
const SCALE =
  '(trillions?|billions?|millions?|thousands?|万亿|百万|tn|bn|mn|mm|[tbmk](?![a-z])|[亿億万萬千兆])?';
const ONE = new RegExp(`${AMOUNT}[\\s-]?${SCALE}`, 'iu');
const SPAN = new RegExp(`${AMOUNT}[\\s-]?${SCALE}\\s*(?:–|—|-|to|至|到|~)\\s*${AMOUNT}[\\s-]?${SCALE}`, 'iu');

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/(?:US\$|USD|\$|美元|dollars?)/i, 'USD'],
  [/(?:RMB|CNY|¥|￥|元|yuan)/i, 'CNY'],
  [/(?:€|EUR)/i, 'EUR'],
];

/**
 * Reads an amount as people write it: `671B`, `about 250 billion`, `14.8 trillion tokens`, `6710 亿`, `20B+`, `128,000`,
 * `US$5.576M`, `0.5B–72B`. Null where there is no number in it. Takes the first number; words around it are passed over.
 */
export function parseNumber(written: string): NumberValue | null {
  const text = written.normalize('NFKC').slice(0, 200);
  return parseSpan(text) ?? parseOne(text);
}

function parseSpan(text: string): NumberValue | null {
  const match = SPAN.exec(text);
  if (match === null) return null;
  const [, low = '', lowScale, high = '', highScale] = match;
  const upper = scaled(high, highScale);
  // "0.5–72B": what stands once holds for both.
  const lower = scaled(low, lowScale ?? highScale);
  return lower < upper ? { kind: 'range', min: lower, max: upper } : null;
}

function parseOne(text: string): NumberValue | null {
  const match = ONE.exec(text);
  if (match === null) return null;
  const [whole, digits = '', scale] = match;
  const amount = scaled(digits, scale);
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + whole.length);
  const currency = CURRENCIES.find(([pattern]) =>
    pattern.test(`${before.slice(-6)} ${after.slice(0, 9)}`),
  )?.[1];
  const precision = precisionOf(before, after);
  return {
    kind: 'number',
    amount,
    precision,
    slack: slackOf(digits, scale),
    ...(currency === undefined ? {} : { currency }),
  };
}

function precisionOf(before: string, after: string): Precision {
  if (/^\s*(?:\+|or more|以上|余)/i.test(after)) return 'at-least';
  if (/(?:over|more than|at least|exceed(?:s|ed|ing)?|超过|逾|超|>|≥)\s*(?:US\$|\$|¥|RMB)?\s*$/i.test(before))
    return 'at-least';
  if (/(?:up to|at most|under|less than|fewer than|不到|<|≤)\s*(?:US\$|\$|¥|RMB)?\s*$/i.test(before))
    return 'at-most';
  if (
    /(?:about|around|roughly|approximately|approx\.?|circa|nearly|almost|some|estimated|约|大约|近|~|≈)\s*(?:US\$|\$|¥|RMB)?\s*$/i.test(
      before,
    )
  )
    return 'about';
  return 'stated';
}

function scaled(digits: string, scale: string | undefined): number {
  // By decimal shift, not by multiplication: 14.8 × 1e12 would carry the error of 14.8.
  return Number(`${digits.replaceAll(/[,\u2009]/g, '')}e${Math.log10(factorOf(scale))}`);
}

function factorOf(scale: string | undefined): number {
  return SCALES.find(([pattern]) => pattern.test(scale ?? ''))?.[1] ?? 1;
}

/** Half of the last written digit: `128K` is 127.5K to 128.5K; a plain integer is meant to the unit. */
function slackOf(digits: string, scale: string | undefined): number {
  const factor = factorOf(scale);
  const decimals = /\.(\d+)/.exec(digits)?.[1]?.length ?? 0;
  return factor === 1 && decimals === 0 ? 0 : (factor / 10 ** decimals) * 0.5;
}
