import {
  type IdentityPolicy,
  type IdentityState,
  identityPolicies,
  titleOfMark,
} from './article-identity.ts';

/** Fewer could agree by chance, as columns that bear one title every week. */
const LEAST_KNOWN = 5;
const MOST_OF_THEM = 0.8;
/** A site that moves to another program changes its marks once, and keeps the new ones. */
const DOUBTS_TO_FALL_BACK = 2;

/** An article that is shown under a key nobody knows, or one that is stored: what they are compared by. */
export interface MarkedArticle {
  readonly key: string;
  /** See articleMark; empty where it has no title. */
  readonly mark: string;
  /** Milliseconds since 1970. */
  readonly publishedAt: number | null;
}

export interface Matching {
  /** Key that is shown → key under which the same article is stored. */
  readonly known: ReadonlyMap<string, string>;
  /** Keys of articles that the same answer shows under another key as well. */
  readonly twice: ReadonlySet<string>;
  /** All that was known changed its marks, and only titles stayed. */
  readonly doubtful: boolean;
  /** Whether their links stayed, too. */
  readonly linksStayed: boolean;
}

export interface Shown {
  /** Under keys that are not stored. */
  readonly unknown: readonly MarkedArticle[];
  /** Keys that are stored. */
  readonly known: ReadonlySet<string>;
}

/**
 * Which of the unknown articles are known ones under a new key. The same title at the same link, or of the same moment,
 * is the same article in any feed; the same title alone only where the whole feed has changed its marks.
 * `stored`: what bears one of their titles, newest first.
 */
export function matchArticles(shown: Shown, stored: readonly MarkedArticle[]): Matching {
  const { fresh, twice } = leaveOutTwins(shown, stored);
  const absent = Map.groupBy(
    stored.filter(({ key }) => !shown.known.has(key)),
    ({ mark }) => titleOfMark(mark),
  );
  const certain = pair(fresh, absent, isSame);
  const likely = pair(
    fresh.filter(({ key }) => !certain.has(key)),
    absent,
    () => true,
  );
  const moved = [...certain, ...likely];
  const doubtful = isMost(moved.length, shown.known.size + moved.length);
  const marks = new Map(shown.unknown.map(({ key, mark }) => [key, mark]));
  const sameLink = moved.filter(([key, taken]) => marks.get(key) === taken.mark).length;
  return {
    known: new Map((doubtful ? moved : [...certain]).map(([key, taken]) => [key, taken.key])),
    twice,
    doubtful,
    linksStayed: sameLink >= moved.length * MOST_OF_THEM,
  };
}

function leaveOutTwins(shown: Shown, stored: readonly MarkedArticle[]) {
  const marks = new Set(stored.filter(({ key }) => shown.known.has(key)).map(({ mark }) => mark));
  const fresh: MarkedArticle[] = [];
  const twice = new Set<string>();
  for (const article of shown.unknown) {
    if (article.mark === '') continue;
    if (marks.has(article.mark)) twice.add(article.key);
    else fresh.push(article);
    marks.add(article.mark);
  }
  return { fresh, twice };
}

/** Each takes one of those that bear its title, and nobody else takes it then. */
function pair(
  articles: readonly MarkedArticle[],
  absent: ReadonlyMap<string, MarkedArticle[]>,
  fits: (article: MarkedArticle, stored: MarkedArticle) => boolean,
): Map<string, MarkedArticle> {
  const pairs = new Map<string, MarkedArticle>();
  for (const article of articles) {
    const candidates = absent.get(titleOfMark(article.mark)) ?? [];
    const taken = candidates.find((candidate) => fits(article, candidate));
    if (taken === undefined) continue;
    pairs.set(article.key, taken);
    candidates.splice(candidates.indexOf(taken), 1);
  }
  return pairs;
}

function isSame(article: MarkedArticle, stored: MarkedArticle): boolean {
  if (article.mark === stored.mark) return true;
  return article.publishedAt !== null && article.publishedAt === stored.publishedAt;
}

function isMost(some: number, all: number): boolean {
  return all >= LEAST_KNOWN && some >= all * MOST_OF_THEM;
}

/** What articles are to be known by from this answer on. `knownKeys`: how many of them were known by their keys. */
export function nextIdentity(state: IdentityState, matching: Matching, knownKeys: number): IdentityState {
  // What shows nothing known, as an empty feed, says nothing of it either.
  if (!matching.doubtful) return knownKeys > 0 ? { ...state, doubts: 0 } : state;
  if (state.policy === 'title') return { ...state, doubts: 0 };
  const doubts = state.doubts + 1;
  if (doubts < DOUBTS_TO_FALL_BACK) return { ...state, doubts };
  return { policy: fallBack(state.policy, matching.linksStayed), doubts: 0 };
}

function fallBack(policy: IdentityPolicy, linksStayed: boolean): IdentityPolicy {
  const next = identityPolicies.indexOf(policy) + 1;
  return linksStayed ? (identityPolicies[next] ?? 'title') : 'title';
}
