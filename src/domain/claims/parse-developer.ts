import type { Lab } from '../lab.ts';
import type { ClaimValue } from './claim-value.ts';

type TextValue = Extract<ClaimValue, { kind: 'text' }>;

/**
 * Reads who made something: "Alibaba", "Alibaba Cloud" and "the Qwen team" are one, where labs.yaml knows them as one
 * lab and what is part of it. A name that no lab has is kept as it is written.
 */
export function parseDeveloper(written: string, labs: ReadonlyMap<string, Lab>): TextValue {
  const text = written.trim();
  const named = text.split(/\s*(?:[/,;&、]|\band\b)\s*/).map((part) => labNamed(part, labs));
  const [lab] = named;
  // Two that made it together are neither of them.
  const one = named.every((other) => other !== null && lab != null && meaningOf(other) === meaningOf(lab));
  return lab == null || !one ? { kind: 'text', text } : { kind: 'text', text, means: meaningOf(lab) };
}

/** What every name of a lab, and of the labs that are part of it, stands for. */
export function meaningOf(lab: Lab): string {
  return `lab:${lab.parent ?? lab.id}`;
}

/** The lab with the longest name that these words begin with or hold. */
function labNamed(text: string, labs: ReadonlyMap<string, Lab>): Lab | null {
  const words = ` ${fold(text)} `;
  let found: { readonly lab: Lab; readonly length: number } | null = null;
  for (const lab of labs.values()) {
    for (const name of [lab.name, lab.zh ?? '', ...lab.aliases]) {
      const folded = fold(name);
      if (folded === '' || folded.length <= (found?.length ?? 0) || !holds(words, folded)) continue;
      found = { lab, length: folded.length };
    }
  }
  return found?.lab ?? null;
}

/** As words of their own; Chinese is written without spaces. */
function holds(words: string, name: string): boolean {
  return words.includes(/[a-z0-9]/.test(name) ? ` ${name} ` : name);
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’]s\b/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
