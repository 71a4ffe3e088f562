import { safeUrl } from '../alerts/hostile-text.ts';
import { isHistory } from '../domain/announcement.ts';
import type { DigestNews, TopicNews } from '../domain/digest.ts';
import { SAME_TEXT } from '../domain/independence.ts';
import { similarity } from '../domain/likeness.ts';
import { type Topic, topics } from '../domain/signals/signal.ts';
import { foldName } from '../store/records.ts';
import type { SignalRow } from '../store/schema.ts';
import { listNews } from '../store/signals.ts';
import type { DigestGround } from './gather-digest.ts';
import { announcingSignal } from './signal-rows.ts';

/** Of each topic so many stories are listed, the newest; the others are counted. */
const STORIES_SHOWN = 8;

/** Stories of these are compared with each other: a bound for hostile feeds. */
const STORIES_COMPARED = 400;

/** What was news of the labs in the period, each story once, by topic in the order that the topics have. */
export async function newsOfDigest(ground: DigestGround): Promise<TopicNews[]> {
  const rows = await listNews(ground.reader, { since: ground.from });
  const wanted = rows.filter((row) => isOfPeriod(row, ground) && isWanted(row, ground));
  const byTopic = Map.groupBy(storiesOf(wanted.slice(0, STORIES_COMPARED)), topicOf);
  return topics.flatMap((topic): TopicNews[] => {
    const stories = byTopic.get(topic) ?? [];
    if (stories.length === 0) return [];
    const items = stories.slice(0, STORIES_SHOWN).map((row) => newsOf(row, ground));
    return [{ topic, items, count: stories.length }];
  });
}

function topicOf(row: SignalRow): Topic {
  return topics.find((topic) => topic === row.topic) ?? 'other';
}

/** When it was seen; for what a feed showed at the first look, when it was published. */
function isOfPeriod(row: SignalRow, { from, to }: DigestGround): boolean {
  if (row.baseline === 0 && isHistory(announcingSignal(row))) return false;
  const at = timeOf(row);
  return at !== null && at >= from && at < to;
}

function timeOf(row: SignalRow): number | null {
  return row.baseline === 0 ? row.seen_at : row.published_at;
}

function isWanted(row: SignalRow, { scope, labs }: DigestGround): boolean {
  return scope.wantsNews(row.lab, labs.get(row.lab)?.parent ?? null, topicOf(row));
}

/** The first telling of each story stands for all. Rows come newest first, and stories go so. */
function storiesOf(rows: readonly SignalRow[]): SignalRow[] {
  const stories: SignalRow[] = [];
  for (const row of rows.toReversed()) if (!stories.some((told) => isSameStory(told, row))) stories.push(row);
  return stories.toReversed();
}

/** One article that speaks of two labs is one story, and so is what another outlet took over. */
function isSameStory(one: SignalRow, other: SignalRow): boolean {
  if (one.url !== null && one.url === other.url) return true;
  // Too short to be compared by its words.
  if (foldName(one.title) === foldName(other.title)) return true;
  return similarity(one.likeness, other.likeness) >= SAME_TEXT;
}

function newsOf(row: SignalRow, { labName, to }: DigestGround): DigestNews {
  const { lab, title, quote, publisher, url } = row;
  const at = new Date(timeOf(row) ?? to).toISOString();
  return {
    lab,
    labName: labName(lab),
    title,
    quote,
    publisher,
    url: url === null ? null : safeUrl(url),
    at,
  };
}
