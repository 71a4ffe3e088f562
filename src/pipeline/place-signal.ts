import { safeUrl } from '../alerts/hostile-text.ts';
import type { Kind } from '../domain/catalog.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { Lab } from '../domain/lab.ts';
import { identifyMention, type MentionIdentity, spellings } from '../domain/mention-identity.ts';
import { kindOfMention } from '../domain/mention-kind.ts';
import { labsOfMention, relativesOf } from '../domain/mention-lab.ts';
import { type MentionPlace, placeMention } from '../domain/mention-placement.ts';
import type { EntryObservation } from '../domain/observation.ts';
import { findReleasesByStem } from '../store/catalog.ts';
import { endClaims } from '../store/claims.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import { readRecords } from '../store/records.ts';
import type { SignalRow } from '../store/schema.ts';
import { putSignal, signalsOfRecord, updateSignal } from '../store/signals.ts';
import { signalKey as claimsKey, keepEntryClaims, keepStatement } from './keep-claims.ts';
import { openSaidRelease } from './open-said-release.ts';
import type { CatalogContext } from './place-repo.ts';
import {
  modalitiesOf,
  type Reading,
  readArticle,
  readEntry,
  type SignalText,
  type Speaker,
  speakerOf,
  textOfArticle,
  textOfEntry,
} from './read-signals.ts';
import { candidateOf, isSpelledSo } from './release-candidates.ts';
import { announces } from './signal-rows.ts';

/**
 * Takes an article or entry into the catalog: what it says joins the release that it speaks of, waits for one that nobody
 * knows yet, or, with what waited before, is enough to open it. Returns the ids of the releases touched.
 */
export async function applySignal(
  tx: WriteTransaction,
  context: CatalogContext,
  event: LoggedEvent,
): Promise<readonly string[]> {
  const speaker = speakerOf(event, context.lab, context.labs, context.sources);
  switch (event.type) {
    case 'article.baselined':
    case 'article.added': {
      const text = textOfArticle(event.after);
      return (await take(tx, context, event, speaker, text, readArticle(event.after))).touched;
    }
    case 'article.changed': {
      const before = await ownSignals(tx, context, event);
      const text = textOfArticle(event.after);
      const taken = await take(tx, context, event, speaker, text, readArticle(event.after));
      // What it said before it was edited, and says no more. What it says of a relative has an event of its own.
      const unsaid = before.filter(
        (signal) => signal.lab === context.lab.id && !taken.said.has(signalKey(signal)),
      );
      return [...taken.touched, ...(await removeSignals(tx, unsaid))];
    }
    case 'entry.baselined':
    case 'entry.added':
    case 'entry.returned': {
      const readings = readEntry(event.after, context.lab, speaker.voice, event.observedAt);
      const text = textOfEntry(event.after, speaker.voice);
      return (await take(tx, context, event, speaker, text, readings, event.after)).touched;
    }
    case 'entry.changed':
      return await changeEntry(tx, context, event);
    case 'article.removed':
    case 'entry.removed':
      return await removeSignals(tx, await ownSignals(tx, context, event));
    default:
      return [];
  }
}

interface Taken {
  readonly touched: readonly string[];
  /** Of what it spoke: see signalKey. */
  readonly said: ReadonlySet<string>;
}

/** One thing may name a release twice: what it says most of it counts. */
async function take(
  tx: WriteTransaction,
  context: CatalogContext,
  event: LoggedEvent,
  speaker: Speaker,
  text: SignalText,
  readings: readonly Reading[],
  entry: EntryObservation | null = null,
): Promise<Taken> {
  const touched: string[] = [];
  const said = new Set<string>();
  for (const reading of strongestFirst(readings)) {
    const meant = await findMeant(tx, context, event, reading, text);
    const row = rowOf(event, speaker, text, reading, meant);
    if (said.has(signalKey(row))) continue;
    said.add(signalKey(row));
    const standsAt = await putSignal(tx, row);
    if (entry === null) await keepStatement(tx, context, row);
    else await keepEntryClaims(tx, context, row, entry, event.observedAt);
    if (standsAt !== null) touched.push(standsAt);
    if (meant.place !== null) touched.push(meant.place.releaseId);
    else if (meant.identity !== null && announces(reading.statement))
      touched.push(...(await openSaidRelease(tx, context, meant.lab, meant.name, meant.identity)));
  }
  return { touched, said };
}

function signalKey({ lab, stem, variant }: Pick<SignalRow, 'lab' | 'stem' | 'variant'>): string {
  return JSON.stringify([lab, stem, variant]);
}

const STRENGTH = ['released', 'available', 'open-weights', 'announced', 'news', 'planned', 'mentioned'];

function strongestFirst(readings: readonly Reading[]): readonly Reading[] {
  return [...readings].sort(
    (left, right) => STRENGTH.indexOf(left.statement) - STRENGTH.indexOf(right.statement),
  );
}

interface Meant {
  readonly lab: Lab;
  /** Empty, with no identity, where the lab itself is spoken of. */
  readonly name: string;
  readonly identity: MentionIdentity | null;
  readonly kind: Kind;
  readonly place: MentionPlace | null;
}

/** The first of the names, and of the labs that it may be of, under which a release is known; else the likeliest. */
async function findMeant(
  reader: Reader,
  context: CatalogContext,
  event: LoggedEvent,
  reading: Reading,
  text: SignalText,
): Promise<Meant> {
  const ofLab: Meant = { lab: context.lab, name: '', identity: null, kind: 'unknown', place: null };
  let likeliest: Meant | null = null;
  for (const name of reading.names) {
    for (const lab of labsOfMention(name, context.lab, context.labs)) {
      const identity = identifyMention(name, lab);
      if (identity.substance === 'family') continue;
      const saidAt = Math.min(text.publishedAt ?? event.observedAt, event.observedAt);
      const place = await findPlace(reader, lab, identity, saidAt, announces(reading.statement));
      const kind = kindOfMention(name, identity, lab, text);
      const meant = { lab, name, identity, kind, place };
      if (place !== null) return meant;
      likeliest ??= meant;
    }
  }
  return likeliest ?? ofLab;
}

async function findPlace(
  reader: Reader,
  lab: Lab,
  identity: MentionIdentity,
  saidAt: number,
  announcing: boolean,
): Promise<MentionPlace | null> {
  const known = await findReleasesByStem(reader, lab.id, spellings(identity.stem));
  // As it is spelled, where that is known; else as the lab may have spelled it.
  const exact = known.filter((release) => isSpelledSo(release, identity.stem));
  const releases = [...(exact.length > 0 ? exact : known)].sort((left, right) => left.seq - right.seq);
  return placeMention(
    { identity, saidAt, announces: announcing },
    releases.map((release) => candidateOf(release, identity, saidAt)),
  );
}

function rowOf(
  event: LoggedEvent,
  speaker: Speaker,
  text: SignalText,
  reading: Reading,
  { lab, name, identity, kind, place }: Meant,
) {
  const why = place === null ? reading.reason : `${reading.reason}, ${place.reason}`;
  return {
    lab: lab.id,
    release_id: place?.releaseId ?? null,
    locator: event.locator,
    record_key: event.key,
    form: text.form,
    voice: speaker.voice,
    publisher: speaker.publisher,
    credit: text.credit,
    statement: reading.statement,
    topic: reading.topic,
    name,
    stem: identity?.spokenStem ?? '',
    variant: identity?.variant ?? '',
    kind,
    title: text.title,
    url: text.url === null ? null : safeUrl(text.url),
    quote: text.quote,
    published_at: text.publishedAt,
    not_before: event.notBefore,
    seen_at: event.observedAt,
    // What comes back is no news, though nobody here knew it yet.
    baseline: event.type.endsWith('.baselined') || event.type === 'entry.returned' ? 1 : 0,
    gap: event.gap,
    likeness: text.likeness,
    state: 'present' as const,
    reason: why,
  };
}

/** What the thing of an event said of the event's lab and its relatives. */
async function ownSignals(reader: Reader, context: CatalogContext, event: LoggedEvent): Promise<SignalRow[]> {
  const labs = relativesOf(context.lab, context.labs).map(({ id }) => id);
  return await signalsOfRecord(reader, event.locator, event.key, labs);
}

async function removeSignals(
  tx: WriteTransaction,
  signals: readonly SignalRow[],
): Promise<readonly string[]> {
  for (const signal of signals) {
    await updateSignal(tx, signal.seq, { state: 'removed' });
    await endClaims(tx, signal.locator, [claimsKey(signal)]);
  }
  return signals.flatMap((signal) => signal.release_id ?? []);
}

/** What an entry says now is claimed in place of what it said; the kind is decided again. */
async function changeEntry(
  tx: WriteTransaction,
  context: CatalogContext,
  event: Extract<LoggedEvent, { type: 'entry.changed' }>,
): Promise<readonly string[]> {
  const signals = await ownSignals(tx, context, event);
  const modalities = modalitiesOf(event.after);
  const records = await readRecords<EntryObservation>(tx, `entry:${event.locator}`, [event.key]);
  const entry = records.get(event.key)?.observation;
  for (const signal of signals) {
    // As the record stands now: the event holds only what differs.
    if (entry !== undefined && signal.lab === context.lab.id)
      await keepEntryClaims(tx, context, signal, entry, event.observedAt);
    const lab = context.labs.get(signal.lab);
    if (modalities === null || signal.name === '' || lab === undefined) continue;
    const hints = { modalities, words: signal.title };
    const kind = kindOfMention(signal.name, identifyMention(signal.name, lab), lab, hints);
    await updateSignal(tx, signal.seq, { kind });
  }
  return signals.flatMap((signal) => signal.release_id ?? []);
}
