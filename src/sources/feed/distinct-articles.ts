import type { ArticleObservation } from '../../domain/observation.ts';

/**
 * Each article once, in the order given; of one that is given twice the later. Articles that share a guid but neither
 * address nor title are different ones, and that guid (of the feed's own page, as a rule) is nobody's: they lose it.
 */
export function distinctArticles(articles: readonly ArticleObservation[]): readonly ArticleObservation[] {
  const shared = sharedGuids(articles);
  const distinct = new Map<string, ArticleObservation>();
  for (const given of articles) {
    const article = given.guid !== null && shared.has(given.guid) ? { ...given, guid: null } : given;
    const key = markOf(article);
    const known = distinct.get(key);
    if (known === undefined || isLater(article, known)) distinct.set(key, article);
  }
  return [...distinct.values()];
}

function sharedGuids(articles: readonly ArticleObservation[]): ReadonlySet<string> {
  const first = new Map<string, ArticleObservation>();
  const shared = new Set<string>();
  for (const article of articles) {
    if (article.guid === null) continue;
    const known = first.get(article.guid);
    if (known === undefined) first.set(article.guid, article);
    else if (known.url !== article.url && known.title !== article.title) shared.add(article.guid);
  }
  return shared;
}

function markOf({ guid, url, title, publishedAt }: ArticleObservation): string {
  if (guid !== null) return `guid ${guid}`;
  if (url !== null) return `url ${url} ${title}`;
  return `title ${title} ${publishedAt?.slice(0, 10)}`;
}

function isLater(article: ArticleObservation, known: ArticleObservation): boolean {
  return (article.publishedAt ?? '') > (known.publishedAt ?? '');
}
