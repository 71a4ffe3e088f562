import { hash } from 'node:crypto';
import { valuesOfWritten, type WrittenDown } from '../domain/claims/claims-of-baseline.ts';
import { mergeStates, type ReleaseState, releaseName, stateOf } from '../domain/grouping.ts';
import type { Lab } from '../domain/lab.ts';
import { identifyMention, type MentionIdentity, spellings } from '../domain/mention-identity.ts';
import { placeMention } from '../domain/mention-placement.ts';
import type { Voice } from '../domain/signals/voice.ts';
import { findReleasesByStem, insertRelease, updateRelease } from '../store/catalog.ts';
import { noteCatalogChange } from '../store/catalog-version.ts';
import {
  currentClaimsFrom,
  endClaimsBySeq,
  fingerprintOf,
  insertClaims,
  type NewClaim,
} from '../store/claims.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { BASELINE, isNamedByDocument, PLANS } from './claimed-standing.ts';
import { joinWaiting } from './join-waiting.ts';
import { modelNamed } from './keep-claims.ts';
import { refreshRelease } from './refresh-release.ts';
import { candidateOf, isSpelledSo } from './release-candidates.ts';
import { stateColumns } from './release-state.ts';
import type { Labs } from './view-release.ts';

/** A document, and what it says. */
export interface WrittenArticle {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly publisher: string;
  readonly voice: Voice;
  /** ISO 8601, as precise as known. */
  readonly published: string;
  readonly claims: readonly (WrittenDown & {
    readonly lab: string | null;
    readonly release: string | null;
    readonly model: string | null;
    readonly family: string | null;
    readonly quote: string;
    readonly place: string;
    readonly credit: string | null;
  })[];
}

/** A release that somebody said would come. */
export interface PlannedRelease {
  readonly lab: string;
  readonly name: string;
  readonly saidBy?: readonly { readonly article: string; readonly url: string; readonly quote: string }[];
}

export interface Documents {
  readonly articles: readonly WrittenArticle[];
  readonly planned: readonly PlannedRelease[];
  readonly labs: Labs;
}

interface Import {
  readonly labs: Labs;
  readonly idFor: (opening: string) => string;
  readonly now: number;
  /** When releases came, as far as the documents say, by lab and name: milliseconds since 1970. */
  readonly days: ReadonlyMap<string, number>;
  /** Releases that were looked up already, by lab and name. */
  readonly found: Map<string, Pick<ReleaseRow, 'id' | 'name'>>;
}

/** Moved when documents are to be read anew by changed rules. */
const READING = 1;

/** Whether the documents, and what they are read by, are those that were taken in last. */
export async function isBaselineKnown(reader: Reader, documents: Documents): Promise<boolean> {
  return (await readMeta(reader, 'baseline')) === fingerprintOfDocuments(documents);
}

/**
 * Takes in what the documents say: each claim joins the release that it speaks of, or opens it. Tells nobody and uses up
 * no milestone. What they said and say no longer is ended. The plans are there already.
 */
export async function registerBaseline(
  tx: WriteTransaction,
  documents: Documents,
  idFor: (opening: string) => string,
  now: number,
): Promise<void> {
  const into: Import = { labs: documents.labs, idFor, now, days: daysOf(documents), found: new Map() };
  const claims: NewClaim[] = [];
  for (const article of documents.articles) claims.push(...(await claimsOfArticle(tx, into, article)));
  for (const planned of documents.planned) claims.push(...(await claimsOfPlan(tx, into, planned)));
  const kept = new Set(claims.map(fingerprintOf));
  const known = await currentClaimsFrom(tx, BASELINE);
  const ended = known.filter(({ fingerprint }) => !kept.has(fingerprint));
  await endClaimsBySeq(
    tx,
    ended.map(({ seq }) => seq),
  );
  const touched = new Set(await insertClaims(tx, claims, now));
  for (const { release_id: id } of ended) if (id !== null) touched.add(id);
  for (const id of touched) await refreshRelease(tx, id, documents.labs, now);
  await noteCatalogChange(tx);
  await writeMeta(tx, 'baseline', fingerprintOfDocuments(documents));
}

function fingerprintOfDocuments({ articles, planned, labs }: Documents): string {
  return hash('sha256', JSON.stringify([READING, articles, planned, [...labs.values()]]), 'base64url');
}

async function claimsOfArticle(
  tx: WriteTransaction,
  into: Import,
  article: WrittenArticle,
): Promise<NewClaim[]> {
  const claims: NewClaim[] = [];
  const saidAt = Math.min(Date.parse(article.published), into.now);
  for (const written of article.claims) {
    const lab = written.lab === null ? null : (into.labs.get(written.lab) ?? null);
    if (written.lab !== null && lab === null) continue;
    const subject = await subjectOf(tx, into, lab, written, saidAt);
    const { attribute, quote, place, credit, family } = written;
    for (const value of valuesOfWritten(written, into.labs))
      claims.push({
        ...subject,
        lab: lab?.id ?? '',
        family: family ?? '',
        attribute,
        value,
        written: written.value,
        source: article.title,
        publisher: article.publisher,
        voice: article.voice,
        first_party: article.voice === 'lab',
        extraction: 'baseline',
        place,
        url: article.url,
        quote,
        credit,
        said_at: saidAt,
        locator: `${BASELINE}${article.number}`,
        record_key: [written.lab ?? '', written.release ?? '', written.model ?? ''].join('#'),
      });
  }
  return claims;
}

type Subject = Pick<NewClaim, 'model'> & { readonly release_id: string | null };

async function subjectOf(
  tx: WriteTransaction,
  into: Import,
  lab: Lab | null,
  { release, model }: { readonly release: string | null; readonly model: string | null },
  saidAt: number,
): Promise<Subject> {
  if (lab === null || release === null) return { release_id: null, model: '' };
  const { id, name } = await findOrOpen(tx, into, lab, release, saidAt);
  return { release_id: id, model: modelNamed(model ?? release, name, lab) };
}

type Found = Pick<ReleaseRow, 'id' | 'name'>;

async function findOrOpen(
  tx: WriteTransaction,
  into: Import,
  lab: Lab,
  name: string,
  saidAt: number,
): Promise<Found> {
  const key = subjectKey(lab.id, name);
  const at = into.days.get(key) ?? saidAt;
  const known = into.found.get(key) ?? (await findRelease(tx, lab, name, at));
  const found = known ?? (await openRelease(tx, into, lab, name, at, saidAt));
  into.found.set(key, found);
  return found;
}

async function findRelease(tx: WriteTransaction, lab: Lab, name: string, at: number): Promise<Found | null> {
  const identity = identifyMention(name, lab);
  const ofStem = await findReleasesByStem(tx, lab.id, spellings(identity.stem));
  const exact = ofStem.filter((release) => isSpelledSo(release, identity.stem));
  const releases = [...(exact.length > 0 ? exact : ofStem)].sort((left, right) => left.seq - right.seq);
  const place = placeMention(
    { identity, saidAt: at, announces: false },
    releases.map((release) => candidateOf(release, identity, at)),
  );
  const release = releases.find(({ id }) => id === place?.releaseId);
  // Who wrote it down named the release: a part of a launch that came by itself is one of its own.
  if (release === undefined || place?.reason === 'announced-as-a-whole') return null;
  return await withSize(tx, release, identity, at);
}

/** A release that documents alone know, and know several sizes of, is called by none of them. */
async function withSize(
  tx: WriteTransaction,
  release: ReleaseRow,
  identity: MentionIdentity,
  at: number,
): Promise<Found> {
  if (!isNamedByDocument(release) || release.first_public !== null) return release;
  const known = JSON.parse(release.grouping) as ReleaseState;
  if (known.sizes.includes(identity.sizeKey)) return release;
  const state = mergeStates(known, stateOf(identity, at));
  const name = releaseName(state);
  await updateRelease(tx, release.id, { name, grouping: JSON.stringify({ ...state, documented: true }) });
  return { id: release.id, name };
}

function subjectKey(lab: string, release: string): string {
  return `${lab}\n${release}`;
}

/** The first day that any document gives. */
function daysOf({ articles, labs }: Documents): Map<string, number> {
  const days = new Map<string, number>();
  for (const claim of articles.flatMap((article) => article.claims)) {
    if (claim.attribute !== 'released_on' || claim.lab === null || claim.release === null) continue;
    const [value] = valuesOfWritten(claim, labs);
    if (value?.kind !== 'date') continue;
    const key = subjectKey(claim.lab, claim.release);
    days.set(key, Math.min(days.get(key) ?? Number.POSITIVE_INFINITY, Date.parse(value.from)));
  }
  return days;
}

/** What it is, beyond being there, is decided from what is claimed of it. `at`: when it came; `saidAt`: when that was said. */
async function openRelease(
  tx: WriteTransaction,
  { labs, idFor, now }: Import,
  lab: Lab,
  name: string,
  at: number,
  saidAt: number,
): Promise<Found> {
  const identity = identifyMention(name, lab);
  const state = stateOf(identity, at);
  const opening = `document:${lab.id}:${name}`;
  const id = idFor(opening);
  await insertRelease(tx, {
    id,
    opened_by: opening,
    lab: lab.id,
    family: identity.family,
    ...stateColumns(state),
    name,
    grouping: JSON.stringify({ ...state, documented: true }),
    first_public: null,
    last_public: null,
    kind: 'unknown',
    status: 'announced',
    lifecycle: 'active',
    first_seen: saidAt,
    released_on: null,
    baseline: 0,
    planned: null,
    merged_into: null,
    updated_at: now,
  });
  await joinWaiting(tx, { labs }, { id, lab: lab.id, stem: state.stem });
  return { id, name };
}

async function claimsOfPlan(
  tx: WriteTransaction,
  into: Import,
  { lab: labId, name, saidBy = [] }: PlannedRelease,
): Promise<NewClaim[]> {
  const lab = into.labs.get(labId);
  if (lab === undefined) return [];
  const { id } = await findOrOpen(tx, into, lab, name, into.now);
  return saidBy.flatMap(({ article, url, quote }) => {
    const said = {
      release_id: id,
      model: '',
      lab: lab.id,
      family: '',
      source: article,
      publisher: URL.parse(url)?.hostname ?? article,
      voice: 'outlet',
      first_party: false,
      extraction: 'baseline',
      place: 'text',
      url,
      quote,
      credit: null,
      said_at: into.now,
      locator: PLANS,
      record_key: `${lab.id}#${name}`,
    } as const;
    return [
      { ...said, attribute: 'announcement', value: { kind: 'text', text: url }, written: url },
      {
        ...said,
        attribute: 'lifecycle',
        value: { kind: 'text', text: 'planned', means: 'planned' },
        written: 'planned',
      },
    ] satisfies NewClaim[];
  });
}
