/** What is paid for, in the order in which it is told. */
const CHARGES = [
  'input (cache hit)',
  'input (cache miss)',
  'input (cache write)',
  'input',
  'output',
] as const;

export type Charge = (typeof CHARGES)[number];

export interface Price {
  readonly charge: Charge;
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** `1M tokens`. */
  readonly per: string;
}

/**
 * Prices as one text that is the same wherever the same is charged, whatever order or spelling the source has:
 * `input (cache miss) 0.28 USD / 1M tokens; output 0.42 USD / 1M tokens`.
 */
export function pricesText(prices: readonly Price[]): string {
  const told = prices.map(({ charge, amount, currency, per }) => ({
    rank: CHARGES.indexOf(charge),
    text: `${charge} ${roundedAmount(amount)} ${currency} / ${per}`,
  }));
  told.sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1));
  return [...new Set(told.map(({ text }) => text))].join('; ');
}

/** What a header or label says is charged; null where it speaks of no price for tokens. */
export function chargeOf(label: string): Charge | null {
  const text = label.toLowerCase();
  // 缓存未命中 holds 缓存 and 命中.
  if (/cache[\s-]*miss|uncached|未命中/.test(text)) return 'input (cache miss)';
  if (/cache[\s-]*(?:write|creation|storage)|缓存(?:写入|创建|存储)/.test(text)) return 'input (cache write)';
  if (/cache|缓存|命中/.test(text)) return 'input (cache hit)';
  if (/input|prompt|输入/.test(text)) return 'input';
  if (/output|completion|输出/.test(text)) return 'output';
  return null;
}

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/US\$|\$|\bUSD\b|美元/i, 'USD'],
  [/[¥￥]|\b(?:CNY|RMB|yuan)\b|元/i, 'CNY'],
  [/€|\bEUR\b/i, 'EUR'],
];

/** The currency that a text names; null where it names none. `美元` names one, though it holds a 元. */
export function currencyIn(text: string): string | null {
  return CURRENCIES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** How many tokens a price is for, where a text says so: `1M tokens`, `1K tokens`. */
export function unitIn(text: string): string | null {
  if (/(?:\b1\s*M\b|\b1M(?=[A-Z\s])|\bM\s*tokens?|\/\s*M\b|1,?000,?000|million|百万)/i.test(text))
    return '1M tokens';
  if (/(?:\b1\s*K\b|\b1K(?=[A-Z\s])|\bK\s*tokens?|\/\s*K\b|1,?000\b|thousand|千)/i.test(text))
    return '1K tokens';
  return null;
}

/** The one amount in a text like `$0.28` or `2 元 / 百万 tokens`; null where there is none, or more than one. */
export function amountIn(text: string): number | null {
  if (/^\s*(?:free|免费)\s*$/i.test(text)) return 0;
  const withoutUnit = text.replace(
    /(?:\/|per|每)?\s*1?\s*(?:[MK]\b|million|thousand|百万|千)?\s*(?:tokens?|个?词元)/gi,
    '',
  );
  const amounts = withoutUnit.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? [];
  return amounts.length === 1 ? Number(amounts[0]?.replaceAll(',', '')) : null;
}

/** Binary fractions leave 1.1999999999999997 of 0.0000012 × 1,000,000. */
function roundedAmount(amount: number): string {
  return String(Number(amount.toPrecision(10)));
}
