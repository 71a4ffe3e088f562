import { safeUrl } from '../alerts/hostile-text.ts';
import { eventInWords } from '../domain/event-in-words.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { notAfter } from '../domain/first-seen.ts';
import { repoUrl } from '../domain/release-facts.ts';
import type { StoredAlert } from '../store/alerts.ts';
import type { RepoRow, SignalRow } from '../store/schema.ts';
import { announcingSignal } from './signal-rows.ts';

/** One thing that happened to a release, as `release ID --json` prints it. */
export interface TimelineEntry {
  /** ISO 8601. */
  readonly at: string;
  /** A type of change event, `signal.` and a statement (`signal.released`), or an alert kind. */
  readonly type: string;
  readonly what: string;
  readonly url?: string;
  /** Who says so, for a signal. */
  readonly publisher?: string;
  /** In which words. */
  readonly quote?: string;
}

/** What happened to the repos of a release, what was said of it and what was told, oldest first. */
export function viewTimeline(
  repos: readonly RepoRow[],
  events: readonly LoggedEvent[],
  alerts: readonly StoredAlert[],
  signals: readonly SignalRow[],
): TimelineEntry[] {
  const names = new Map(repos.map((repo) => [repo.key, repo.name]));
  // What was read of its files is no happening: it shows as claims.
  const ofNote = events.filter((event) => event.type !== 'repo.facts');
  const happened = ofNote.map((event) => {
    const name = names.get(event.key) ?? event.key;
    const url =
      event.type === 'belief.changed' ? safeUrl(event.after.url) : repoUrl({ key: event.key, name });
    return { time: event.observedAt, type: event.type, what: eventInWords(event, name), url };
  });
  const told = alerts.map(({ created_at, kind, title, url }) => ({
    time: created_at,
    type: kind,
    what: title,
    url,
  }));
  return [...happened, ...onceEach(signals).map(said), ...told]
    .sort((left, right) => left.time - right.time)
    .map(({ time, url, ...entry }) => ({
      at: new Date(time).toISOString(),
      ...entry,
      ...(url === null ? {} : { url }),
    }));
}

/** One article that names two variants of a release says one thing of it. */
function onceEach(signals: readonly SignalRow[]): SignalRow[] {
  const things = Map.groupBy(signals, (signal) => JSON.stringify([signal.locator, signal.record_key]));
  return [...things.values()].flatMap(([first]) => first ?? []);
}

/** At its own time, where that can be trusted. */
function said(signal: SignalRow) {
  const { statement, title, url, publisher, quote } = signal;
  return {
    time: notAfter(announcingSignal(signal)),
    type: `signal.${statement}`,
    what: title,
    url,
    publisher,
    ...(quote === '' ? {} : { quote }),
  };
}
