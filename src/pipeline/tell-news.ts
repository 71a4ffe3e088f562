import { hash } from 'node:crypto';
import { wordsForNews } from '../alerts/news-wording.ts';
import { patternCovers } from '../alerts/rule-matching.ts';
import { isHistory } from '../domain/announcement.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { SAME_TEXT } from '../domain/independence.ts';
import { similarity } from '../domain/likeness.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import type { SignalRow } from '../store/schema.ts';
import { newsSince } from '../store/signals.ts';
import type { AlertSettings } from './decide-alerts.ts';
import type { CatalogContext } from './place-repo.ts';
import { raiseAlert } from './raise-alert.ts';
import { announcingSignal } from './signal-rows.ts';

/** For so long another telling of a story is the same story. */
const STORY_MS = 7 * 86_400_000;

/**
 * Tells news of a lab, where a rule asks for it: once for each story, whoever tells it again within the week. Called when
 * the article was taken into the catalog. Returns the jobs that carry the alert.
 */
export async function tellNews(
  tx: WriteTransaction,
  { lab, now }: Pick<CatalogContext, 'lab' | 'now'>,
  settings: AlertSettings,
  event: Extract<LoggedEvent, { type: 'article.added' }>,
): Promise<NewJob[]> {
  const { signal } = event.after;
  if (signal.verdict !== 'news' || !isAskedFor(settings)) return [];
  const stories = await newsSince(tx, lab.id, event.observedAt - STORY_MS);
  const own = stories.find((row) => isOf(row, event));
  if (own === undefined || isHistory(announcingSignal(own))) return [];
  if (stories.some((row) => !isOf(row, event) && row.seq < own.seq && tellsTheSame(row, own))) return [];
  const { title, url, quote, publisher } = own;
  const topic = signal.topic ?? 'other';
  const labZh = lab.zh === undefined ? {} : { labZh: lab.zh };
  const news = { labName: lab.name, ...labZh, title, quote, topic, publisher };
  return await raiseAlert(
    tx,
    {
      kind: 'lab.news',
      subject: hash('sha256', JSON.stringify([lab.id, event.locator, event.key]), 'base64url').slice(0, 22),
      lab: lab.id,
      labName: lab.name,
      topic,
      locators: [event.locator],
      ...wordsForNews(news, 'en'),
      url,
      about: { form: 'news', ...news },
      happenedAt: event.observedAt,
      reason: signal.reason,
    },
    settings,
    now,
  );
}

/** Most ask for releases alone: then no story need be compared with others. */
function isAskedFor({ rules }: AlertSettings): boolean {
  return rules.some((rule) => rule.on.some((pattern) => patternCovers(pattern, 'lab.news')));
}

function isOf(row: SignalRow, event: LoggedEvent): boolean {
  return row.locator === event.locator && row.record_key === event.key;
}

function tellsTheSame(one: SignalRow, other: SignalRow): boolean {
  if (one.url !== null && one.url === other.url) return true;
  return similarity(one.likeness, other.likeness) >= SAME_TEXT;
}
