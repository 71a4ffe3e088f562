import { publishedAt } from './article.ts';
import type { DateReading } from './item-date.ts';
import type { FeedItem } from './schema.ts';

/** More than any feed shows that is read by people; arXiv's largest category has some hundreds on its fullest day. */
export const MOST_ITEMS = 1000;

/** The newest items where there are too many, in the order of the feed; without dates, its first. */
export function newestItems(items: readonly FeedItem[], reading: DateReading): readonly FeedItem[] {
  if (items.length <= MOST_ITEMS) return items;
  const dated = items.map((item, index) => ({ index, date: publishedAt(item, reading) ?? '' }));
  // Sorting is stable: of the undated, and of one moment, the first of the feed stay.
  const newest = dated.sort((left, right) => (left.date < right.date ? 1 : left.date > right.date ? -1 : 0));
  return newest
    .slice(0, MOST_ITEMS)
    .sort((left, right) => left.index - right.index)
    .flatMap(({ index }) => items[index] ?? []);
}
