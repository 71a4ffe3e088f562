import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type BaselineClaim, baselineFileSchema } from '../../src/config/baseline-schema.ts';
import { labsFileSchema } from '../../src/config/files.ts';
import { articleParagraphs, type CoverageLine, readCoverage } from './baseline-coverage.ts';
import { inWords, isRead } from './baseline-values.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLAIMS = join(ROOT, 'config', 'baseline');
const COVERAGE = join(ROOT, 'docs', 'coverage');
// Runs where MODELWATCH_DOCUMENTS names the folder of the documents that the claims were taken from.
const documents = process.env.MODELWATCH_DOCUMENTS;
const hasDocuments = documents !== undefined && existsSync(documents);
const paragraphs = hasDocuments ? articleParagraphs(documents) : new Map<number, string[]>();

const labs = new Set(
  labsFileSchema
    .parse(parse(readFileSync(join(ROOT, 'config', 'labs.yaml'), 'utf8')))
    .labs.map(({ id }) => id),
);
const files = readdirSync(CLAIMS).filter((name) => /^\d{2}-.+\.yaml$/.test(name));
const articles = files.map((file) => {
  const text = readFileSync(join(CLAIMS, file), 'utf8');
  return { file, text, article: baselineFileSchema.parse(parse(text)) };
});
const coverage = readdirSync(COVERAGE)
  .filter((name) => /^\d{2}-.+\.md$/.test(name))
  .map((file) => ({ file, lines: readCoverage(readFileSync(join(COVERAGE, file), 'utf8')) }));

describe.each(articles)('config/baseline/$file', ({ file, text, article }) => {
  it('says which schema and article it is of', () => {
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/schema\/baseline\.schema\.json\n/);
    expect(article.number).toBe(Number(file.slice(0, 2)));
    expect(article.voice).toBe(/wikipedia\.org/.test(article.url) ? 'encyclopedia' : 'outlet');
  });

  it('speaks of labs that are known', () => {
    const unknown = article.claims.map(({ lab }) => lab).filter((lab) => lab !== null && !labs.has(lab));
    expect(unknown).toEqual([]);
  });

  it('has values that can be read in the shape of their attribute', () => {
    expect(article.claims.filter((claim) => !isRead(claim)).map(inWords)).toEqual([]);
  });

  it('says nothing twice in one place', () => {
    const said = article.claims.map((claim) => JSON.stringify({ ...claim, asOf: null, credit: null }));
    expect(said.filter((claim, index) => said.indexOf(claim) !== index)).toEqual([]);
  });

  it.runIf(hasDocuments)('quotes the document', () => {
    const document = folded((paragraphs.get(article.number) ?? []).join('\n'));
    const invented = article.claims
      .map(({ quote }) => quote)
      .filter((quote) => !document.includes(folded(quote)));
    expect(invented).toEqual([]);
  });
});

describe.each(coverage)('docs/coverage/$file', ({ file, lines }) => {
  const claims = articles.find((other) => other.file === file.replace(/md$/, 'yaml'))?.article.claims ?? [];

  it('has a line for every paragraph, in order', () => {
    expect(lines.filter((line, index) => line.first !== (lines[index - 1]?.last ?? 0) + 1)).toEqual([]);
  });

  it('mentions every claim, and none that there is not', () => {
    const mentioned = new Set(lines.flatMap(mentions));
    const said = new Set(claims.map((claim) => `${subjectOf(claim)} · ${claim.attribute}`));
    expect([...said].filter((claim) => !mentioned.has(claim))).toEqual([]);
    expect([...mentioned].filter((claim) => !said.has(claim))).toEqual([]);
  });

  it.runIf(hasDocuments)('counts the paragraphs as the document has them', () => {
    const own = paragraphs.get(Number(file.slice(0, 2))) ?? [];
    expect(lines.at(-1)?.last).toBe(own.length);
    const misplaced = lines.filter(({ first, pointer }) => {
      const withoutAddresses = (own[first - 1] ?? '').replaceAll(/\]\([^)]*\)/g, ']');
      return !letters(withoutAddresses).includes(letters(pointer));
    });
    expect(misplaced).toEqual([]);
  });
});

describe('all articles', () => {
  it('are covered where they make claims', () => {
    const covered = new Set(coverage.map(({ file }) => file.replace(/md$/, 'yaml')));
    expect(files.filter((file) => !covered.has(file))).toEqual([]);
  });

  it('call a release by one name', () => {
    const names = Map.groupBy(
      new Set(articles.flatMap(({ article }) => article.claims.flatMap(({ release }) => release ?? []))),
      (name) => name.toLowerCase().replaceAll(/[\s_-]/g, ''),
    );
    expect([...names.values()].filter((spellings) => spellings.length > 1)).toEqual([]);
  });
});

/** By what name a line of coverage speaks of a claim's subject. */
function subjectOf({ model, release, family, lab }: BaselineClaim): string {
  return model ?? release ?? family ?? lab ?? 'Chinese models';
}

function mentions(line: CoverageLine): string[] {
  return line.claims.flatMap(({ subject, attributes }) =>
    attributes.map((attribute) => `${subject} · ${attribute}`),
  );
}

function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
