import type { ArticleEvent, SignalledArticle } from './events.ts';
import type { ArticleObservation } from './observation.ts';
import type { LabSignal } from './signals/signal.ts';

/** What is stored of an article that is about a watched lab. */
export interface StoredArticle {
  /** Of its first event: those that follow bear the same, also where the article is known by another key by now. */
  readonly key: string;
  readonly article: ArticleObservation;
  /** At most one for each lab. */
  readonly signals: readonly LabSignal[];
}

export interface ArticleEventOfLab {
  readonly lab: string;
  readonly event: ArticleEvent;
}

/**
 * The text that two observations share exactly where the same would be recognised in both. Its link, date and credit are
 * not among it.
 */
export function canonicalArticle({ title, summary, text }: ArticleObservation): string {
  return JSON.stringify([title, summary, text]);
}

/** What an article that nobody knew says, one event for each lab. */
export function eventsOfNewArticle(
  { key, article, signals }: StoredArticle,
  type: 'article.added' | 'article.baselined',
): ArticleEventOfLab[] {
  return signals.map((signal) => ({
    lab: signal.lab,
    event: { type, key, after: signalled(article, signal) },
  }));
}

/**
 * What an edit of an article changes for each lab: that it speaks of it now, says something else of it, or speaks of it
 * no more. `typeOfNew`: how it is called that it speaks of a lab now.
 */
export function eventsOfEdit(
  before: StoredArticle,
  after: StoredArticle,
  typeOfNew: 'article.added' | 'article.baselined',
): ArticleEventOfLab[] {
  const said = new Map(before.signals.map((signal) => [signal.lab, signal]));
  const says = new Set(after.signals.map((signal) => signal.lab));
  const added = after.signals.filter(({ lab }) => !said.has(lab));
  const changed = after.signals.filter((signal) => {
    const old = said.get(signal.lab);
    return old !== undefined && meaning(old) !== meaning(signal);
  });
  return [
    ...eventsOfNewArticle({ ...after, signals: added }, typeOfNew),
    ...eventsOfChange(before, { ...after, signals: changed }),
    ...eventsOfRemoval({ ...before, signals: before.signals.filter(({ lab }) => !says.has(lab)) }),
  ];
}

/** That it says this now. Also where it was removed and is back: it is known, and so no news. */
export function eventsOfChange(before: StoredArticle, after: StoredArticle): ArticleEventOfLab[] {
  return after.signals.map((signal) => ({
    lab: signal.lab,
    event: {
      type: 'article.changed',
      key: after.key,
      before: { title: before.article.title },
      after: signalled(after.article, signal),
    },
  }));
}

export function eventsOfRemoval({ key, article, signals }: StoredArticle): ArticleEventOfLab[] {
  return signals.map(({ lab }) => ({
    lab,
    event: { type: 'article.removed', key, before: { title: article.title } },
  }));
}

/** Its quote and the reason may change with every comma; what it says does not. */
function meaning({ verdict, releases }: LabSignal): string {
  return JSON.stringify([verdict, releases.map(({ name, says }) => `${name} ${says}`).sort()]);
}

/** Its text and links stay with the record. */
function signalled(article: ArticleObservation, signal: LabSignal): SignalledArticle {
  const { guid, url, title, summary, publishedAt, credit, language } = article;
  return { guid, url, title, summary, publishedAt, credit, language, signal };
}
