import { readFileSync } from 'node:fs';
import { parseFeed } from 'feedsmith';
import type { ArticleText } from '../../src/domain/signals/recognise.ts';

/** Items of a recorded feed, simply read: any texts do to count false signals. None where it is no feed. */
export function readRecorded(path: string): ArticleText[] {
  try {
    const { feed } = parseFeed(readFileSync(path, 'utf8'));
    return itemsOf(feed).map((item) => ({
      title: plain(item.title),
      summary: plain(item.description ?? item.summary),
      text: plain(
        item.content_text ??
          item.content_html ??
          item.content ??
          (isRecord(item.content) ? item.content.encoded : ''),
      ),
    }));
  } catch {
    return [];
  }
}

function itemsOf(feed: unknown): Record<string, unknown>[] {
  if (!isRecord(feed)) return [];
  const items = feed.items ?? feed.entries;
  return Array.isArray(items) ? items.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function plain(value: unknown): string {
  if (isRecord(value)) return plain(value.value ?? value.encoded);
  return typeof value === 'string'
    ? value
        .replace(/<[^<>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
    : '';
}
