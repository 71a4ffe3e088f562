import {
  eventsOfChange,
  eventsOfEdit,
  eventsOfNewArticle,
  eventsOfRemoval,
  type StoredArticle,
} from '../domain/article-diff.ts';
import type { IdentityState } from '../domain/article-identity.ts';
import { type NamedOrganization, organizationsLinked } from '../domain/named-organizations.ts';
import type { ArticleObservation } from '../domain/observation.ts';
import { boundArticle } from '../domain/observation-bounds.ts';
import type { LabSignal } from '../domain/signals/signal.ts';
import { letOthersRun } from '../event-loop.ts';
import {
  type ArticleSummary,
  listKeptArticles,
  rekeyRecord,
  touchRecords,
} from '../store/article-records.ts';
import { noteCandidates } from '../store/candidates.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import type { EventOfLab } from '../store/events.ts';
import {
  insertRecords,
  type NewRecord,
  type RecordContent,
  type RecordPlace,
  readRecords,
  type StoredRecord,
  updateRecord,
} from '../store/records.ts';
import { identifyArticles, readFirstArticles, type SeenArticle } from './identify-articles.ts';
import { countAbsences } from './record-absence.ts';
import type { Recorded } from './recorded.ts';

/** What one article says of each lab that it speaks of; nothing where it speaks of none. */
export type RecogniseArticle = (
  article: ArticleObservation,
  source: { readonly lab: string | null; readonly official: boolean },
) => readonly LabSignal[];

export interface ArticleList {
  readonly locator: string;
  /** Null where the source is of no one lab. */
  readonly lab: string | null;
  /** The lab itself speaks. */
  readonly official: boolean;
  readonly observations: readonly ArticleObservation[];
  /** What is not shown is absent; otherwise it has only become old. */
  readonly complete: boolean;
  readonly identity: IdentityState;
  readonly recognise: RecogniseArticle;
  /** Folded names of organizations on the hubs that are watched, or need not be. */
  readonly knownOrganizations: ReadonlySet<string>;
  /** Nothing of this source is stored yet. */
  readonly first: boolean;
  /** What nobody knows yet is stored quietly. */
  readonly baselining: boolean;
  /** What is not shown is not counted as absent. */
  readonly suspect: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Everything that one answer changes, decided and not yet written. */
interface Changes {
  readonly place: RecordPlace;
  readonly rekeyed: { readonly from: string; readonly to: string }[];
  readonly inserted: NewRecord[];
  readonly updated: RecordContent[];
  readonly touched: string[];
  readonly absent: string[];
  readonly candidates: NamedOrganization[];
  readonly events: EventOfLab[];
}

/** While an article is shown, it is noted so often that it is: what is not is forgotten after months. */
const TOUCH_AFTER_MS = 7 * 24 * 3_600_000;

/**
 * Compares articles with what is stored of them, and returns what writes the difference. Comparing and recognising take
 * their time, so they come before the transaction: nobody but the holder of the source's lease writes its articles, and
 * the lease is checked in the transaction.
 */
export async function compareArticles(
  reader: Reader,
  list: ArticleList,
): Promise<(tx: WriteTransaction) => Promise<Recorded>> {
  const place: RecordPlace = { namespace: `article:${list.locator}`, locator: list.locator };
  const articles = list.observations.map(boundArticle);
  const { known, fresh, twice, identity } = list.first
    ? await readFirstArticles(articles, list.identity)
    : await identifyArticles(reader, place.namespace, articles, list.identity);
  const changes: Changes = {
    place,
    rekeyed: [],
    inserted: twice.map((seen) => ({ ...forgetful(seen), baseline: list.baselining })),
    updated: [],
    touched: [],
    absent: [],
    candidates: [],
    events: [],
  };
  await addFresh(list, changes, fresh);
  await addKnown(reader, list, changes, known);
  if (list.complete && !list.first) {
    const shown = new Set(known.map(({ stored }) => stored.key));
    const kept = await listKeptArticles(reader, list.locator);
    changes.absent.push(...kept.filter((key) => !shown.has(key)));
  }
  return (tx) => write(tx, list, changes, identity);
}

async function addFresh(list: ArticleList, changes: Changes, fresh: readonly SeenArticle[]): Promise<void> {
  const type = list.baselining ? 'article.baselined' : 'article.added';
  for (const seen of fresh) {
    const stored = await recognise(list, seen, seen.key);
    changes.inserted.push({ ...contentOf(seen, stored), baseline: list.baselining });
    changes.events.push(...eventsOfNewArticle(stored, type));
    noteOrganizations(list, changes, seen.article);
  }
}

async function addKnown(
  reader: Reader,
  list: ArticleList,
  changes: Changes,
  known: readonly { readonly seen: SeenArticle; readonly stored: ArticleSummary }[],
): Promise<void> {
  for (const { seen, stored } of known) {
    if (seen.key !== stored.key) changes.rekeyed.push({ from: stored.key, to: seen.key });
  }
  const differing = known.filter(({ seen, stored }) => isOtherwise(seen, stored));
  const keys = differing.map(({ stored }) => stored.key);
  const records = await readRecords<StoredArticle | null>(reader, changes.place.namespace, keys);
  for (const { seen, stored } of differing) {
    const record = records.get(stored.key);
    if (record !== undefined) await addDiffering(list, changes, seen, record);
  }
  for (const { seen, stored } of known) {
    if (stored.last_seen < list.now - TOUCH_AFTER_MS && !records.has(stored.key))
      changes.touched.push(seen.key);
  }
}

function isOtherwise({ key, hash, mark }: SeenArticle, stored: ArticleSummary): boolean {
  if (hash !== stored.hash || stored.state !== 'present' || stored.missing_polls > 0) return true;
  // By its mark it is found when its key changes. A link that moves under the same key is not worth writing.
  return key !== stored.key && mark !== stored.name_folded;
}

async function addDiffering(
  list: ArticleList,
  changes: Changes,
  seen: SeenArticle,
  record: StoredRecord<StoredArticle | null>,
): Promise<void> {
  const before = record.observation;
  if (record.hash === seen.hash) {
    changes.updated.push(
      before === null ? forgetful(seen) : contentOf(seen, { ...before, article: seen.article }),
    );
    if (before !== null && record.state === 'removed') changes.events.push(...eventsOfChange(before, before));
    return;
  }
  const after = await recognise(list, seen, before?.key ?? seen.key);
  changes.updated.push(contentOf(seen, after));
  const typeOfNew = list.baselining ? 'article.baselined' : 'article.added';
  changes.events.push(
    ...(before !== null && record.state === 'removed'
      ? eventsOfChange(before, after)
      : eventsOfEdit(before ?? { ...after, signals: [] }, after, typeOfNew)),
  );
  noteOrganizations(list, changes, seen.article);
}

async function recognise(list: ArticleList, { article }: SeenArticle, key: string): Promise<StoredArticle> {
  await letOthersRun();
  const signals = new Map<string, LabSignal>();
  for (const signal of list.recognise(article, { lab: list.lab, official: list.official })) {
    if (!signals.has(signal.lab)) signals.set(signal.lab, signal);
  }
  return { key, article, signals: [...signals.values()] };
}

/** What was published before anybody looked names nobody who is new. */
function noteOrganizations(list: ArticleList, changes: Changes, article: ArticleObservation): void {
  if (list.baselining) return;
  const links = article.url === null ? article.links : [article.url, ...article.links];
  for (const [organization, link] of organizationsLinked(links)) {
    if (list.knownOrganizations.has(organization.toLowerCase())) continue;
    const url = article.url ?? link;
    changes.candidates.push({ organization, reason: 'linked', url, title: article.title });
  }
}

async function write(
  tx: WriteTransaction,
  list: ArticleList,
  changes: Changes,
  identity: IdentityState,
): Promise<Recorded> {
  const { place } = changes;
  for (const { from, to } of changes.rekeyed) await rekeyRecord(tx, place.namespace, from, to);
  await insertRecords(tx, place, changes.inserted, list.now);
  for (const record of changes.updated) await updateRecord(tx, place, record, list.now);
  await touchRecords(tx, place.namespace, changes.touched, list.now);
  await noteCandidates(tx, changes.candidates, list.now);
  const missed = list.suspect ? [] : await countAbsences<StoredArticle>(tx, place, changes.absent, list.now);
  const removed = missed
    .filter(({ becomes }) => becomes === 'removed')
    .flatMap(({ record }) => eventsOfRemoval(record.observation));
  return { events: [...changes.events, ...removed], settled: changes.absent.length === 0, identity };
}

/** What is about no watched lab goes no further: its key and date are all that is kept. */
function contentOf(seen: SeenArticle, stored: StoredArticle): RecordContent {
  if (stored.signals.length === 0) return forgetful(seen);
  return { ...forgetful(seen), name: stored.article.title, content: JSON.stringify(stored) };
}

function forgetful({ key, mark, hash, publishedAt }: SeenArticle): RecordContent {
  return { key, name: '', nameFolded: mark, hash, content: '', datedAt: publishedAt };
}
