import type { FactView } from '../domain/release-view.ts';

/** A fact whose value is an address, or the number of a paper on arXiv. */
export function addressIn(fact: FactView | undefined): string | undefined {
  const [value] = Array.isArray(fact?.value) ? fact.value : [fact?.value];
  if (typeof value !== 'string') return undefined;
  const paper = /^(?:arxiv:)?(\d{4}\.\d{4,5})$/i.exec(value)?.[1];
  return paper === undefined ? value : `https://arxiv.org/abs/${paper}`;
}
