import type { ClaimValue } from './claim-value.ts';

type ListValue = Extract<ClaimValue, { kind: 'list' }>;

/**
 * ISO 639 codes of languages as texts name them. Cards have codes already
 * (https://huggingface.co/docs/hub/model-cards#specifying-a-language); what both say is then one thing.
 */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/cantonese|粤语/i, 'yue'],
  [/chinese|mandarin|中文|汉语/i, 'zh'],
  [/english|英文|英语/i, 'en'],
  [/japanese|日语/i, 'ja'],
  [/korean|韩语/i, 'ko'],
  [/french|法语/i, 'fr'],
  [/german|德语/i, 'de'],
  [/spanish|西班牙语/i, 'es'],
  [/russian|俄语/i, 'ru'],
  [/\bmalay\b|马来语/i, 'ms'],
];

/** Reads which languages a model speaks: `Chinese+English`, `zh, en`. What is no known name is kept as it is written. */
export function parseLanguages(written: string): ListValue | null {
  const items = written
    .split(/\s*(?:,|;|、|，|\/|\band\b|&|\+)\s*/i)
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => CODES.find(([pattern]) => pattern.test(item))?.[1] ?? item.toLowerCase());
  return items.length === 0 ? null : { kind: 'list', items: [...new Set(items)].sort() };
}
