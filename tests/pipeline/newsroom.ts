import type { ChangeEvent, EntryEvent } from '../../src/domain/events.ts';
import type { EntryObservation } from '../../src/domain/observation.ts';
import type { Gap } from '../../src/domain/schedule.ts';
import type { LabSignal, Statement } from '../../src/domain/signals/signal.ts';
import { appendEvents } from '../../src/store/events.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { DAY, MINUTE, type Rig, type RigOptions, startRig } from './rig.ts';

/** Places that speak, by the names that tests give them; their addresses are never asked. */
export const PLACES = {
  gazette: 'feed:https://gazette.example/rss',
  courier: 'feed:https://courier.example/rss',
  herald: 'feed:https://herald.example/rss',
  lab: 'feed:https://news.deepseek.example/feed',
  wiki: 'wikipedia-page:en.wikipedia.org/DeepSeek',
  router: 'json-api:https://router.example/models',
} as const;

export type Place = keyof typeof PLACES;

export interface Item {
  readonly at: Place;
  readonly lab?: string;
  readonly key?: string;
  readonly title?: string;
  readonly summary?: string;
  readonly says?: readonly (readonly [name: string, says: Statement])[];
  readonly publishedAt?: string | null;
  readonly credit?: string;
  readonly url?: string;
  readonly quote?: string;
  readonly signal?: Partial<LabSignal>;
  readonly type?: 'article.baselined' | 'article.added' | 'article.changed';
}

export interface Row {
  readonly at: Place;
  readonly lab?: string;
  readonly subject: string;
  readonly key?: string;
  readonly statement?: EntryObservation['statement'];
  readonly fields?: Readonly<Record<string, string>>;
  readonly type?: 'entry.baselined' | 'entry.added' | 'entry.returned';
}

/** A rig whose feeds, page and catalogue are played by the test, from the event log on. */
export interface Newsroom {
  readonly rig: Rig;
  /** Writes what was recorded, and carries it through to the deliveries. */
  record(at: Place, lab: string, event: ChangeEvent, gap?: Gap): Promise<void>;
  article(item: Item): Promise<void>;
  row(row: Row): Promise<void>;
  /** Kinds and subjects of what was told since this was last asked. */
  told(): string[];
}

export async function openNewsroom(options: Partial<RigOptions> = {}): Promise<Newsroom & AsyncDisposable> {
  const rig = await startRig({
    orgs: ['deepseek-ai'],
    ...options,
    configure: (usual) => {
      const withPlaces = {
        ...usual,
        sources: [
          ...usual.sources,
          { id: 'gazette', kind: 'feed' as const, url: 'https://gazette.example/rss' },
          { id: 'courier', kind: 'feed' as const, url: 'https://courier.example/rss' },
          { id: 'herald', kind: 'feed' as const, url: 'https://herald.example/rss' },
          {
            id: 'own',
            kind: 'feed' as const,
            url: 'https://news.deepseek.example/feed',
            lab: 'deepseek',
            official: true,
          },
          { id: 'wiki', kind: 'wikipedia-page' as const, lab: 'deepseek', title: 'DeepSeek' },
          {
            id: 'router',
            kind: 'json-api' as const,
            url: 'https://router.example/models',
            as: 'models' as const,
            fields: { id: 'id', name: 'name' },
          },
        ],
      };
      return options.configure?.(withPlaces) ?? withPlaces;
    },
  });

  async function record(at: Place, lab: string, event: ChangeEvent, gap: Gap = 'none'): Promise<void> {
    const now = rig.clock.now();
    await rig.runtime.database.write(async (tx) => {
      const notBefore = now - (gap === 'none' ? 10 * MINUTE : 10 * DAY);
      const context = { locator: PLACES[at], observedAt: now, notBefore, gap };
      await appendEvents(tx, [{ lab, event }], context);
      await enqueueJobs(tx, [{ kind: 'update-catalog', key: lab, lane: `lab:${lab}`, runAt: now }], now);
    });
    await workOff(rig);
  }

  return {
    rig,
    record,
    article: (item) => record(item.at, item.lab ?? 'deepseek', articleEvent(item, rig.clock.now())),
    row: (row) => record(row.at, row.lab ?? 'deepseek', rowEvent(row)),
    told: () => rig.heard().map(({ kind, about }) => `${kind} ${about}`),
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  };
}

async function workOff({ runtime }: Rig): Promise<void> {
  for (;;) {
    const job = await runtime.runner.leaseNext(['update-catalog', 'review-release', 'deliver']);
    if (job === null) return;
    await runtime.runner.run(job);
  }
}

function articleEvent(item: Item, now: number): ChangeEvent {
  const { at, lab = 'deepseek', says = [], signal = {} } = item;
  const title = item.title ?? `${at} on ${says.map(([name]) => name).join(', ')}`;
  const after = {
    guid: item.key ?? title,
    url: item.url ?? `https://${at}.example/${encodeURIComponent(item.key ?? title)}`,
    title,
    summary: item.summary ?? '',
    publishedAt: item.publishedAt === undefined ? new Date(now).toISOString() : item.publishedAt,
    credit: item.credit ?? null,
    language: null,
    signal: {
      lab,
      verdict: says.length > 0 ? ('release' as const) : ('news' as const),
      releases: says.map(([name, statement]) => ({ name, written: name, says: statement })),
      topic: says.length > 0 ? null : ('funding' as const),
      quote: item.quote ?? title,
      reason: 'launch-verb-with-release',
      ...signal,
    },
  };
  const key = item.key ?? title;
  if (item.type === 'article.changed') return { type: item.type, key, before: { title }, after };
  return { type: item.type ?? 'article.added', key, after };
}

function rowEvent({
  at,
  subject,
  key,
  statement = 'row',
  fields = {},
  type = 'entry.added',
}: Row): EntryEvent {
  const after: EntryObservation = {
    key: key ?? subject,
    statement,
    subject,
    developer: null,
    place: 'Models',
    fields,
    quote: null,
    url: `https://${at}.example/models`,
  };
  return { type, key: after.key, after };
}
