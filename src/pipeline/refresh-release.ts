import { type AnnouncementDecision, decideAnnouncement } from '../domain/announcement.ts';
import type { Kind, Lifecycle, ReleaseStatus } from '../domain/catalog.ts';
import { notAfter } from '../domain/first-seen.ts';
import { identifyMention, kindInLanguageFamily } from '../domain/mention-identity.ts';
import { kindOfFamily } from '../domain/mention-kind.ts';
import { saidState } from '../domain/mention-placement.ts';
import { releaseKind } from '../domain/release-kind.ts';
import { kindsOfFamily, readRelease, reposOfRelease, updateRelease } from '../store/catalog.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { evidenceOfRelease } from '../store/signals.ts';
import { stateColumns } from './release-state.ts';
import { announces, announcingSignal, mentionedBy } from './signal-rows.ts';
import type { Labs } from './view-release.ts';

/** Brings what a release says about itself up to date with its repos; with what is said of it, where it has none. */
export async function refreshRelease(
  tx: WriteTransaction,
  id: string,
  labs: Labs,
  now: number,
): Promise<void> {
  const release = await readRelease(tx, id);
  if (release === undefined || release.merged_into !== null) return;
  const repos = await reposOfRelease(tx, id);
  if (repos.length > 0) {
    await updateRelease(tx, id, { ...shownByRepos(release, repos), updated_at: now });
    return;
  }
  const signals = await evidenceOfRelease(tx, id);
  if (signals.length === 0) return;
  await updateRelease(tx, id, {
    ...saidByName(release, signals, labs),
    ...saidOfIt(release, signals),
    kind: await saidKind(tx, release, signals, labs),
    updated_at: now,
  });
}

function shownByRepos(release: ReleaseRow, repos: readonly RepoRow[]) {
  const present = repos.filter((repo) => repo.state === 'present');
  const firstPublic = Math.min(...repos.map((repo) => repo.public_at));
  const baseline = repos.some((repo) => repo.baseline === 1);
  return {
    kind: releaseKind((present.length > 0 ? present : repos).map((repo) => repo.kind as Kind)),
    status: present.length > 0 ? 'open-weights' : 'removed',
    lifecycle: release.lifecycle === 'planned' ? 'active' : release.lifecycle,
    released_on: dayOf(firstPublic),
    baseline: baseline ? 1 : 0,
  };
}

/** What was planned keeps the name that its plan gave it. */
function saidByName(release: ReleaseRow, signals: readonly SignalRow[], labs: Labs) {
  if (release.planned !== null) return {};
  const mentions = signals
    .filter((signal) => announces(signal.statement))
    .flatMap((signal) => {
      const lab = labs.get(signal.lab);
      return lab === undefined ? [] : [mentionedBy(signal, lab)];
    });
  const state = saidState(mentions);
  return state === null ? {} : { ...stateColumns(state), first_public: null, last_public: null };
}

/** What was said once and is said no longer took nothing away: the release stays what it was. */
function saidOfIt(release: ReleaseRow, signals: readonly SignalRow[]) {
  const decision = decideAnnouncement(signals.map(announcingSignal));
  const first_seen = Math.min(release.first_seen, ...signals.map((signal) => signal.seen_at));
  const available = decision.kind === 'available';
  if (!available && (decision.kind === 'nothing' || release.status === 'api-only')) return { first_seen };
  return {
    ...standing(decision.kind),
    ...(available ? { released_on: saidDay(decision, signals) } : {}),
    first_seen,
  };
}

/** What a release is that has no weights. */
export function standing(said: 'announced' | 'available'): {
  readonly status: ReleaseStatus;
  readonly lifecycle: Lifecycle;
} {
  return said === 'available'
    ? { status: 'api-only', lifecycle: 'active' }
    : { status: 'announced', lifecycle: 'planned' };
}

/** The day of the first that says it is out; null where that was there at the first look and bears no date. */
function saidDay(decision: AnnouncementDecision, signals: readonly SignalRow[]): string | null {
  if (decision.kind === 'nothing') return null;
  const days = signals
    .map((signal) => ({ signal, key: String(signal.seq) }))
    .filter(({ signal, key }) => decision.covers.includes(key) && isDated(signal))
    .map(({ signal }) => notAfter(announcingSignal(signal)));
  return days.length === 0 ? null : dayOf(Math.min(...days));
}

function isDated(signal: SignalRow): boolean {
  return signal.published_at !== null || signal.baseline === 0;
}

async function saidKind(
  reader: Reader,
  release: ReleaseRow,
  signals: readonly SignalRow[],
  labs: Labs,
): Promise<Kind> {
  const kind = releaseKind(signals.map((signal) => signal.kind as Kind));
  const lab = labs.get(release.lab);
  if (kind !== 'unknown' || lab === undefined) return kind;
  const family = kindOfFamily(await kindsOfFamily(reader, release.lab, release.family));
  if (family === 'other') return 'other';
  const named = identifyMention(release.name, lab).kind;
  return family === 'language' && named === 'unknown' ? kindInLanguageFamily(release.name, lab) : named;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
