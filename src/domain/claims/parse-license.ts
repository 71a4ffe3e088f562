import type { ClaimValue } from './claim-value.ts';

type LicenseValue = Extract<ClaimValue, { kind: 'license' }>;

/** Licences as identifiers of the Hub (https://huggingface.co/docs/hub/repositories-licenses), the narrower first. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/modified[\s-]*mit/i, 'modified-mit'],
  [/\bmit\b/i, 'mit'],
  [/apache(?:[\s-]*(?:licen[cs]e)?[,\s-]*(?:v(?:ersion)?\s*)?2(?:\.0)?)?/i, 'apache-2.0'],
  [/cc[\s-]*by[\s-]*nc[\s-]*sa/i, 'cc-by-nc-sa-4.0'],
  [/cc[\s-]*by[\s-]*nc/i, 'cc-by-nc-4.0'],
  [/cc[\s-]*by[\s-]*sa/i, 'cc-by-sa-4.0'],
  [/cc[\s-]*by\b/i, 'cc-by-4.0'],
  [/\b(?:a?gpl)[\s-]*(?:v)?3/i, 'gpl-3.0'],
  [/bsd[\s-]*3/i, 'bsd-3-clause'],
  [/llama[\s-]*3/i, 'llama3'],
  [/deepseek/i, 'deepseek'],
  [/(?:tongyi[\s-]*)?qwen/i, 'qwen'],
  [/proprietary|closed|commercial licen[cs]e/i, 'proprietary'],
  [/permissive/i, 'permissive'],
];

/** `permissive` is a sort of licence, not one of its own. */
const PERMISSIVE = new Set(['mit', 'apache-2.0', 'bsd-3-clause', 'modified-mit', 'permissive']);

/** What the Hub calls a licence that it has no identifier for: the lab's own. */
const OWN = 'other';
/** Of those above, the ones that have an identifier there, or are no licence at all. */
const NOT_OWN = new Set(
  KNOWN.map(([, license]) => license).filter(
    (license) => !['modified-mit', 'deepseek', 'qwen'].includes(license),
  ),
);

/** Reads a licence by its name or identifier; one that is not known is its own folded words. */
export function parseLicense(written: string): LicenseValue | null {
  const text = written.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  if (text === '') return null;
  const known = KNOWN.find(([pattern]) => pattern.test(text));
  return { kind: 'license', license: known?.[1] ?? text.toLowerCase(), text };
}

/** Whether it names a sort of licence, which another may name itself. */
export function isVague(license: string): boolean {
  return license === 'permissive' || license === OWN;
}

/** Whether two licences may be one and the same, one said more precisely. */
export function licensesFit(left: string, right: string): boolean {
  if (left === right) return true;
  if (left === OWN || right === OWN) return !NOT_OWN.has(left === OWN ? right : left);
  const general = left === 'permissive' ? right : right === 'permissive' ? left : null;
  return general !== null && PERMISSIVE.has(general);
}
