import type { EntryObservation } from '../../../src/domain/observation.ts';
import { readEntries } from '../../../src/sources/wikipedia/page-entries.ts';

/** What a page of that HTML states. */
export function read(html: string, title = 'DeepSeek', revision = 1): Promise<EntryObservation[]> {
  return readEntries({ title, revision, site: 'https://en.wikipedia.org', html });
}

/** All of an entry but its words and the revision it was read in: what an edit of wording leaves as it is. */
export function withoutWording(
  entries: readonly EntryObservation[],
): Omit<EntryObservation, 'quote' | 'url'>[] {
  return entries.map(({ quote: _quote, url: _url, ...rest }) => rest);
}

export function bySubject(
  entries: readonly EntryObservation[],
  subject: string,
): EntryObservation | undefined {
  return entries.find((entry) => entry.subject === subject && entry.statement !== 'sentence');
}
