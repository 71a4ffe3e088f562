import { eventInWords } from '../domain/event-in-words.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { hubUrl } from '../domain/release-facts.ts';
import type { StoredAlert } from '../store/alerts.ts';
import type { RepoRow } from '../store/schema.ts';

/** One thing that happened to a release, as `release ID --json` prints it. */
export interface TimelineEntry {
  /** ISO 8601. */
  readonly at: string;
  /** A type of change event, or an alert kind. */
  readonly type: string;
  readonly what: string;
  readonly url?: string;
}

/** What happened to the repos of a release and what was told of it, oldest first. */
export function viewTimeline(
  repos: readonly RepoRow[],
  events: readonly LoggedEvent[],
  alerts: readonly StoredAlert[],
): TimelineEntry[] {
  const names = new Map(repos.map((repo) => [repo.key, repo.name]));
  const happened = events.map((event) => {
    const name = names.get(event.key) ?? event.key;
    return { time: event.observedAt, type: event.type, what: eventInWords(event, name), url: hubUrl(name) };
  });
  const told = alerts.map(({ created_at, kind, title, url }) => ({
    time: created_at,
    type: kind,
    what: title,
    url,
  }));
  return [...happened, ...told]
    .sort((left, right) => left.time - right.time)
    .map(({ time, type, what, url }) => ({
      at: new Date(time).toISOString(),
      type,
      what,
      ...(url === null ? {} : { url }),
    }));
}
