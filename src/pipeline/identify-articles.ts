import { hash } from 'node:crypto';
import { canonicalArticle } from '../domain/article-diff.ts';
import {
  articleKeys,
  articleMark,
  type IdentityPolicy,
  type IdentityState,
  titleOfMark,
} from '../domain/article-identity.ts';
import {
  type MarkedArticle,
  type Matching,
  matchArticles,
  nextIdentity,
} from '../domain/article-matching.ts';
import type { ArticleObservation } from '../domain/observation.ts';
import { letOthersRun } from '../event-loop.ts';
import { type ArticleSummary, findArticlesByTitle, summarizeArticles } from '../store/article-records.ts';
import type { Reader } from '../store/database.ts';

/** An article as it is shown, and by what it is known. */
export interface SeenArticle extends MarkedArticle {
  readonly article: ArticleObservation;
  readonly hash: string;
}

export interface IdentifiedArticles {
  /** Those that are stored, each with what is stored: under another key where its marks have changed. */
  readonly known: readonly { readonly seen: SeenArticle; readonly stored: ArticleSummary }[];
  readonly fresh: readonly SeenArticle[];
  /** Shown under another key as well. */
  readonly twice: readonly SeenArticle[];
  readonly identity: IdentityState;
}

/** Nothing of this source is stored yet. */
export async function readFirstArticles(
  articles: readonly ArticleObservation[],
  identity: IdentityState,
): Promise<IdentifiedArticles> {
  return { known: [], fresh: await readArticles(articles, identity.policy), twice: [], identity };
}

/** Finds out which of the articles are stored, also where their marks have changed. */
export async function identifyArticles(
  reader: Reader,
  namespace: string,
  articles: readonly ArticleObservation[],
  state: IdentityState,
): Promise<IdentifiedArticles> {
  const looked = await lookUp(reader, namespace, await readArticles(articles, state.policy));
  const identity = nextIdentity(state, looked.matching, looked.byKey.size);
  if (identity.policy === state.policy) return { ...sort(looked), identity };
  // They are known by something else from now on: so they are looked up by that, and stored under it.
  const anew = await lookUp(reader, namespace, await readArticles(articles, identity.policy));
  return { ...sort(anew), identity };
}

/** What has nothing to be known by is left out; of two under one key the first stands. */
async function readArticles(
  articles: readonly ArticleObservation[],
  policy: IdentityPolicy,
): Promise<readonly SeenArticle[]> {
  const keys = articleKeys(articles, policy);
  const seen = new Map<string, SeenArticle>();
  for (const [index, article] of articles.entries()) {
    const key = keys[index] ?? null;
    if (key === null || seen.has(key)) continue;
    seen.set(key, {
      key,
      mark: articleMark(article),
      publishedAt: article.publishedAt === null ? null : Date.parse(article.publishedAt),
      article,
      hash: hash('sha1', canonicalArticle(article), 'base64url'),
    });
    if (seen.size % 100 === 0) await letOthersRun();
  }
  return [...seen.values()];
}

interface LookedUp {
  readonly shown: readonly SeenArticle[];
  /** What is stored under the very keys that are shown. */
  readonly byKey: ReadonlyMap<string, ArticleSummary>;
  /** What else is stored and bears the title of one that is not. */
  readonly byTitle: ReadonlyMap<string, ArticleSummary>;
  readonly matching: Matching;
}

async function lookUp(reader: Reader, namespace: string, shown: readonly SeenArticle[]): Promise<LookedUp> {
  const keys = shown.map(({ key }) => key);
  const byKey = await summarizeArticles(reader, namespace, keys);
  const unknown = shown.filter(({ key }) => !byKey.has(key));
  const titles = new Set(unknown.map(({ mark }) => titleOfMark(mark)).filter((title) => title !== ''));
  const alike = titles.size === 0 ? [] : await findArticlesByTitle(reader, namespace, [...titles]);
  const stored = alike.map(({ key, name_folded, dated_at }) => ({
    key,
    mark: name_folded,
    publishedAt: dated_at,
  }));
  const matching = matchArticles({ unknown, known: new Set(byKey.keys()) }, stored);
  return { shown, byKey, byTitle: new Map(alike.map((summary) => [summary.key, summary])), matching };
}

function sort({ shown, byKey, byTitle, matching }: LookedUp): Omit<IdentifiedArticles, 'identity'> {
  const known: { seen: SeenArticle; stored: ArticleSummary }[] = [];
  const fresh: SeenArticle[] = [];
  const twice: SeenArticle[] = [];
  for (const seen of shown) {
    const stored = byKey.get(seen.key) ?? byTitle.get(matching.known.get(seen.key) ?? '');
    if (stored !== undefined) known.push({ seen, stored });
    else if (matching.twice.has(seen.key)) twice.push(seen);
    else fresh.push(seen);
  }
  return { known, fresh, twice };
}
