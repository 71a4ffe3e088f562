import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleKeys, articleMark, identityPolicies, titleMark } from '../../src/domain/article-identity.ts';
import { type MarkedArticle, matchArticles } from '../../src/domain/article-matching.ts';
import type { ArticleObservation } from '../../src/domain/observation.ts';
import { boundArticle } from '../../src/domain/observation-bounds.ts';

function article(extra: Partial<ArticleObservation>): ArticleObservation {
  return {
    guid: null,
    url: null,
    title: '',
    summary: '',
    text: '',
    publishedAt: null,
    credit: null,
    language: null,
    links: [],
    ...extra,
  };
}

describe('the key of an article', () => {
  const whole = article({
    guid: 'g',
    url: 'https://a.example/1',
    title: 'A',
    publishedAt: '2025-07-01T08:00:00.000Z',
  });

  it.each([
    ['guid', whole, /^g$/],
    ['guid', { ...whole, guid: null }, /^https:\/\/a\.example\/1$/],
    ['guid', { ...whole, guid: ' ', url: null }, /^title:.{12}:2025-07-01$/],
    ['guid', article({ text: 'Only a text.' }), /^content:.{24}$/],
    ['guid', { ...whole, guid: 'x'.repeat(500) }, /^long:.{24}$/],
    ['link', whole, /^https:\/\/a\.example\/1$/],
    ['title', whole, /^title:/],
  ] as const)('by %s', (policy, observation, key) => {
    expect(articleKeys([observation], policy)).toEqual([expect.stringMatching(key)]);
  });

  it('is none where there is nothing to know it by', () => {
    expect(articleKeys([article({})], 'guid')).toEqual([null]);
  });

  it('is no mark that different articles of one answer share, and the same for one that is there twice', () => {
    const other = { ...whole, url: 'https://a.example/2', title: 'B' };
    expect(articleKeys([whole, other, whole], 'guid')).toEqual([whole.url, other.url, whole.url]);
  });

  it('is one for each of any answer, and storable, whatever it holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const any = fc.record({ guid: fc.option(text), url: fc.option(fc.webUrl()), title: text, text });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), fc.constantFrom(...identityPolicies), (items, policy) => {
        const articles = items.map((item) => boundArticle(article(item)));
        const keys = articleKeys(articles, policy);
        expect(keys).toHaveLength(items.length);
        for (const key of keys) {
          expect(key === null || (key.length <= 200 && key.isWellFormed() && !key.includes('\u0000'))).toBe(
            true,
          );
        }
      }),
    );
  });
});

it('titles that differ in case, width, spaces and punctuation alone are one', () => {
  expect(titleMark('  DeepSeek‑V3.1：it’s out!')).toBe(titleMark('deepseek-v3.1: It’s  OUT'));
  expect(titleMark('Qwen3')).not.toBe(titleMark('Qwen2'));
  expect(titleMark('通义千问发布')).not.toBe(titleMark('深度求索发布'));
  expect(titleMark('!?')).toBe('');
});

describe('matching', () => {
  const marked = (
    key: string,
    title: string,
    url: string,
    publishedAt: number | null = null,
  ): MarkedArticle => ({
    key,
    mark: articleMark(article({ title, url })),
    publishedAt,
  });

  it('gives each stored article away once, and first to the one that is surely it', () => {
    const stored = [marked('old', 'Weekly', 'https://a.example/1')];
    const unknown = [
      marked('x', 'Weekly', 'https://a.example/9'),
      marked('y', 'Weekly', 'https://a.example/1'),
    ];
    const matching = matchArticles({ unknown, known: new Set() }, stored);
    expect([...matching.known]).toEqual([['y', 'old']]);
  });

  it('believes titles alone where five or more are known and four of five have moved', () => {
    const titles = ['A', 'B', 'C', 'D', 'E'];
    const stored = titles.map((title) => marked(`old ${title}`, title, `https://a.example/${title}`));
    const unknown = titles.map((title) => marked(`new ${title}`, title, `https://b.example/${title}`));
    const matched = (moved: number, known: number) =>
      matchArticles(
        {
          unknown: unknown.slice(0, moved),
          known: new Set(Array.from({ length: known }, (_, n) => `known ${n}`)),
        },
        stored,
      ).known.size;
    expect([matched(5, 0), matched(4, 0), matched(4, 1), matched(4, 2), matched(5, 1)]).toEqual([
      5, 0, 4, 0, 5,
    ]);
  });
});
