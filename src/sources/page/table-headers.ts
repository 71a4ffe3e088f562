import type { Attribute } from '../../domain/observation.ts';
import { chargeOf } from '../price-text.ts';

/** What stands under a header: a price for tokens, what prices are for, or the value of a field. */
export type Meaning = { readonly kind: 'price' | 'field'; readonly name: string } | { readonly kind: 'unit' };

const ATTRIBUTES: readonly (readonly [RegExp, Attribute])[] = [
  [/\bcontext\b|上下文/i, 'context_length'],
  [/\blicen[cs]e\b|许可|协议/i, 'license'],
  [/\b(?:release|launch|published?)\b.*\bdate\b|\breleased(?: on)?\b|发布(?:日期|时间)/i, 'released_on'],
  [/\b(?:total )?param(?:eter)?s?\b|参数量|参数规模/i, 'total_parameters'],
  [/\bmodalit(?:y|ies)\b|模态/i, 'modalities'],
  [/^\s*(?:provider|developer|vendor|lab|厂商|开发者)\s*$/i, 'developer'],
];

const UNIT = /^\s*(?:(?:billing |pricing )?units?|计费单位|单位|计价单位)\s*$/i;
const PRICE =
  /\bpric(?:e|es|ing)\b|\bcosts?\b|\brates?\b|价格|费用|单价|定价|[$¥￥€]|\b(?:USD|CNY|RMB)\b|元/i;
const LIMIT = /\bmax(?:imum)?\b|\blimit\b|\blength\b|最大|长度|上限|\bmodalit/i;

/** What a column is about, by its header; `attribute`: what the configuration says it is where headers do not tell. */
export function describeColumn(header: string, attribute: 'prices' | 'context_length' | undefined): Meaning {
  if (UNIT.test(header)) return { kind: 'unit' };
  const charged = chargeOf(header) !== null && !LIMIT.test(header);
  if (charged || (PRICE.test(header) && chargeOf(header) !== null))
    return { kind: 'price', name: foldedHeader(header) };
  const known = ATTRIBUTES.find(([pattern]) => pattern.test(header))?.[1];
  if (known !== undefined) return { kind: 'field', name: known };
  if (PRICE.test(header)) return { kind: 'field', name: 'prices' };
  return { kind: 'field', name: attribute ?? foldedHeader(header) };
}

/** Whether a label is that of an attribute: what tells a column of labels from one of models. */
export function speaksOfAttribute(label: string): boolean {
  const meaning = describeColumn(label, undefined);
  if (meaning.kind !== 'field' || meaning.name !== foldedHeader(label)) return true;
  return LIMIT.test(label) || /\b(?:features?|base url|version|api)\b|功能|版本/i.test(label);
}

/** As a name of a field: `max output` → `max_output`. */
export function foldedHeader(header: string): string {
  const folded = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  return folded.slice(0, 80) || 'value';
}
