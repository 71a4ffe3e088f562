import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ArticleObservation, EntryObservation } from '../../../src/domain/observation.ts';
import type { LabSignal } from '../../../src/domain/signals/signal.ts';
import { NO_METER } from '../../../src/observability/metrics.ts';
import {
  type PollDependencies,
  type PollReport,
  pollSource,
  type WatchedSource,
} from '../../../src/pipeline/poll-source.ts';
import { Reachability } from '../../../src/pipeline/reachability.ts';
import type { PollResult, Shown } from '../../../src/sources/source.ts';
import type { Database } from '../../../src/store/database.ts';
import { type EventOfLab, readEvents } from '../../../src/store/events.ts';
import { readSource, registerSources } from '../../../src/store/sources.ts';
import { openStore } from '../../../src/store/store.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const LOCATOR = 'feed:https://news.example/feed';

export interface WatchedOptions {
  readonly lab?: string | null;
  readonly official?: boolean;
  readonly candidates?: boolean;
  readonly fingerprint?: string;
  readonly expected?: number | null;
  /** Happens while the source is asked. */
  readonly meanwhile?: () => Promise<unknown>;
}

/** One source that shows what a test says, on a store of its own. */
export interface Watched extends AsyncDisposable {
  readonly database: Database;
  now: number;
  options: WatchedOptions;
  /** Validators that the source was asked with, in order. */
  readonly asked: (string | null | undefined)[];
  poll(result: PollResult): Promise<PollReport>;
  /** Polls at once, and returns `type lab what` of the events that came of it. */
  show(shown: Shown & { readonly validator?: string }): Promise<string[]>;
  feed(...articles: readonly ArticleObservation[]): Promise<string[]>;
  page(...articles: readonly ArticleObservation[]): Promise<string[]>;
  table(...entries: readonly EntryObservation[]): Promise<string[]>;
}

export async function startWatched(options: WatchedOptions = {}): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-recording-'));
  const start = Date.parse('2025-07-01T09:00:00Z');
  let moment = () => start;
  const clock = { now: () => moment() };
  const database = await openStore({ folder, use: 'work', clock, clockIsSet: false, owner: 'tests' });
  const log = pino({ level: 'silent' });
  let result: PollResult = { kind: 'not-modified', requests: 0 };
  let read = 0;
  await database.write((tx) =>
    registerSources(tx, [{ locator: LOCATOR, id: 'news', kind: 'feed', lab: null, firstDueAt: 0 }], 0),
  );
  const deps: PollDependencies = {
    database,
    http: {
      fetch: () => Promise.reject(new Error('no source of these tests fetches')),
      close: async () => {},
    },
    clock,
    log,
    meter: NO_METER,
    random: () => 0,
    owner: 'tests',
    network: new Reachability(log),
    hosts: new Map(),
    readings: { recognise, attribute, knownOrganizations: new Set(['qwen', 'deepseek-ai']) },
    signal: new AbortController().signal,
    announce: () => {},
  };

  function source(): WatchedSource {
    const {
      lab = null,
      official = false,
      candidates = false,
      fingerprint = 'a',
      expected = null,
    } = watched.options;
    return {
      id: 'news',
      kind: 'feed',
      lab,
      voice: official ? 'lab' : 'outlet',
      publisher: 'news.example',
      candidates,
      fingerprint,
      host: 'news.example',
      job: 'poll-feeds',
      turn: 'feed',
      nextDue: (after) => after + 15 * 60_000,
      source: {
        locator: LOCATOR,
        poll: async ({ validator }) => {
          watched.asked.push(validator);
          await watched.options.meanwhile?.();
          return result;
        },
        expectedCount: async () => expected,
      },
    };
  }

  const watched: Watched = {
    database,
    now: start,
    options,
    asked: [],
    poll: async (answer) => {
      result = answer;
      return await pollSource(deps, source(), { waitForLease: 0 });
    },
    show: async (shown) => {
      const report = await watched.poll({ ...shown, kind: 'changed', requests: 1 });
      if (report.outcome === 'failed') throw new Error(report.error?.message);
      const events = await readEvents(database.reader, { after: read, limit: 10_000, baseline: true });
      read = events.at(-1)?.n ?? read;
      return events.map((event) => inWords({ lab: event.lab, event }));
    },
    feed: (...articles) => watched.show({ form: 'articles', complete: false, observations: articles }),
    page: (...articles) => watched.show({ form: 'articles', complete: true, observations: articles }),
    table: (...entries) => watched.show({ form: 'entries', observations: entries }),
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  moment = () => watched.now;
  return watched;
}

function inWords({ lab, event }: EventOfLab): string {
  const type = event.type.replace(/^\w+\./, '');
  if ('after' in event && 'title' in event.after) return `${type} ${lab}: ${event.after.title}`;
  if ('after' in event && 'subject' in event.after && 'key' in event.after)
    return `${type} ${lab}: ${event.after.subject}`;
  return `${type} ${lab}: ${event.key}`;
}

/** Labs by a word in the text; what is `out` is a release, everything else news. */
function recognise({ title, summary, text }: ArticleObservation): readonly LabSignal[] {
  const words = `${title} ${summary} ${text}`;
  return ['qwen', 'deepseek']
    .filter((lab) => new RegExp(`\\b${lab}`, 'i').test(words))
    .map((lab): LabSignal => {
      const name = new RegExp(`${lab}[\\w.-]*`, 'i').exec(words)?.[0] ?? lab;
      const isOut = /\bis out\b/.test(words);
      return {
        lab,
        verdict: isOut ? 'release' : 'news',
        releases: isOut ? [{ name, written: name, says: 'released' }] : [],
        topic: isOut ? null : 'other',
        quote: title,
        reason: 'said-in-a-test',
      };
    });
}

function attribute({ developer, subject }: Pick<EntryObservation, 'developer' | 'subject'>): string | null {
  const words = `${developer ?? ''} ${subject}`.toLowerCase();
  return ['qwen', 'deepseek'].find((lab) => words.includes(lab)) ?? null;
}

let made = 0;

/** An item with marks of its own, unless told otherwise. */
export function article(title: string, extra: Partial<ArticleObservation> = {}): ArticleObservation {
  made++;
  return {
    guid: `guid-${made}`,
    url: `https://news.example/${made}`,
    title,
    summary: '',
    text: '',
    publishedAt: '2025-07-01T08:00:00.000Z',
    credit: null,
    language: null,
    links: [],
    ...extra,
  };
}

export function entry(
  subject: string,
  fields: Readonly<Record<string, string>> = {},
  extra: Partial<EntryObservation> = {},
): EntryObservation {
  return {
    key: subject.toLowerCase(),
    statement: 'row',
    subject,
    developer: null,
    place: 'Models',
    fields,
    quote: null,
    url: 'https://news.example/table',
    ...extra,
  };
}

export async function recordsOf({ database }: Watched) {
  return await database.reader.selectFrom('records').selectAll().orderBy('key').execute();
}

export async function stateOf({ database }: Watched) {
  const state = await readSource(database.reader, LOCATOR);
  if (state === undefined) throw new Error('the source has no state');
  return state;
}
