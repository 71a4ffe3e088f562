import { hash } from 'node:crypto';
import type { ArticleObservation } from './observation.ts';
import { cut } from './observation-bounds.ts';

/**
 * What an article of a source is recognised by, the best first. A source begins with `guid` and stays at a later one
 * once the earlier have proved to change while titles stay.
 */
export const identityPolicies = ['guid', 'link', 'title'] as const;

export type IdentityPolicy = (typeof identityPolicies)[number];

export interface IdentityState {
  readonly policy: IdentityPolicy;
  /** Polls in a row in which the marks of known articles had all changed. */
  readonly doubts: number;
}

/** In which order the marks of an article are asked for a key: where one is absent or shared, the next. */
const LEVELS: {
  readonly [P in IdentityPolicy]: readonly ((article: ArticleObservation) => string | null)[];
} = {
  guid: [byGuid, byLink, byTitle, byContent],
  link: [byLink, byTitle, byContent],
  title: [byTitle, byLink, byContent],
};

const LONGEST_KEY = 200;
/** Base64url letters: 72 bits for a title, 48 for where it stands. */
const TITLE_LETTERS = 12;
const PLACE_LETTERS = 8;

/**
 * The keys of what one answer shows, in its order; null for what has nothing to be known by. A mark that several
 * different articles share tells nothing, as where every guid is the address of the feed.
 */
export function articleKeys(
  articles: readonly ArticleObservation[],
  policy: IdentityPolicy,
): readonly (string | null)[] {
  const keys: (string | null)[] = articles.map(() => null);
  for (const level of LEVELS[policy]) {
    if (!keys.includes(null)) break;
    const marks = articles.map(level);
    const shared = sharedMarks(articles, marks);
    for (const [index, mark] of marks.entries()) {
      if (keys[index] === null && mark !== null && !shared.has(mark)) keys[index] = storable(mark);
    }
  }
  return keys;
}

function sharedMarks(
  articles: readonly ArticleObservation[],
  marks: readonly (string | null)[],
): ReadonlySet<string> {
  const bearers = new Map<string, ArticleObservation>();
  const shared = new Set<string>();
  for (const [index, article] of articles.entries()) {
    const mark = marks[index] ?? null;
    if (mark === null) continue;
    const other = bearers.get(mark);
    if (other === undefined) bearers.set(mark, article);
    else if (!tellsTheSame(article, other)) shared.add(mark);
  }
  return shared;
}

function tellsTheSame(one: ArticleObservation, other: ArticleObservation): boolean {
  const title = titleMark(one.title);
  if (title !== titleMark(other.title)) return false;
  return title !== '' || byContent(one) === byContent(other);
}

function byGuid({ guid }: ArticleObservation): string | null {
  return guid?.trim() || null;
}

function byLink({ url }: ArticleObservation): string | null {
  return url;
}

function byTitle(article: ArticleObservation): string | null {
  const mark = titleMark(article.title);
  return mark === '' ? null : `title:${mark}:${dayOf(article)}`;
}

function byContent({ title, summary, text }: ArticleObservation): string | null {
  const content = [title, summary, text].join('\n').trim();
  return content === '' ? null : `content:${digest(content, 2 * TITLE_LETTERS)}`;
}

function storable(mark: string): string {
  const key = cut(mark, Number.POSITIVE_INFINITY);
  return key.length <= LONGEST_KEY ? key : `long:${digest(key, 2 * TITLE_LETTERS)}`;
}

/**
 * A short hash by which titles are compared without being kept; empty where there is no title. Case, spacing and
 * punctuation are edited too often to tell articles apart.
 */
export function titleMark(title: string): string {
  const folded = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return folded === '' ? '' : digest(folded, TITLE_LETTERS);
}

/** `titleMark`, and after it a hash of where the article stands: its link, else the day it was published on. */
export function articleMark(article: ArticleObservation): string {
  const title = titleMark(article.title);
  return title === '' ? '' : title + digest(article.url ?? dayOf(article), PLACE_LETTERS);
}

/** The part of an article's mark that is its title's. */
export function titleOfMark(mark: string): string {
  return mark.slice(0, TITLE_LETTERS);
}

function dayOf({ publishedAt }: ArticleObservation): string {
  return publishedAt?.slice(0, 10) ?? '';
}

function digest(text: string, letters: number): string {
  return hash('sha256', text, 'base64url').slice(0, letters);
}
