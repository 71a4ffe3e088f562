import { type AnnouncementDecision, decideAnnouncement } from '../domain/announcement.ts';
import type { Kind, Lifecycle, ReleaseStatus } from '../domain/catalog.ts';
import type { DescribedRelease } from '../domain/claims/described-release.ts';
import { notAfter } from '../domain/first-seen.ts';
import type { Lab } from '../domain/lab.ts';
import { identifyMention, kindInLanguageFamily } from '../domain/mention-identity.ts';
import { kindOfFamily } from '../domain/mention-kind.ts';
import { saidState } from '../domain/mention-placement.ts';
import { type Naming, nameByOperator } from '../domain/operator-decisions.ts';
import { releaseKind } from '../domain/release-kind.ts';
import { kindsOfFamily, readRelease, reposOfRelease, updateRelease } from '../store/catalog.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import { dropCard } from '../store/release-cards.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { countSignalsOf, evidenceOfRelease } from '../store/signals.ts';
import { claimedStanding, isNamedByDocument } from './claimed-standing.ts';
import { weighRelease } from './describe-release.ts';
import { firstRepoClaims, firstSaying, saidDayClaims } from './first-claims.ts';
import { logChangedBeliefs } from './log-beliefs.ts';
import { keepCard } from './make-cards.ts';
import { stateColumns } from './release-state.ts';
import { announces, announcingSignal, mentionedBy } from './signal-rows.ts';
import { composeView, type Labs } from './view-release.ts';

/**
 * Brings a release up to date with its repos, or with what is said of it where it has none; weighs all that is claimed of
 * it, and keeps what is believed. A belief that changed goes into the log, unless that is to be silent.
 */
export async function refreshRelease(
  tx: WriteTransaction,
  id: string,
  labs: Labs,
  now: number,
  how: 'with-events' | 'silently' = 'with-events',
): Promise<void> {
  const row = await readRelease(tx, id);
  if (row === undefined || row.merged_into !== null) return;
  const release = { ...row, name: ownName(row) };
  const repos = await reposOfRelease(tx, id);
  const signals = repos.length > 0 ? [] : await evidenceOfRelease(tx, id);
  const standing = repos.length > 0 ? shownByRepos(repos) : await shownBySaying(tx, release, signals, labs);
  const named = { ...release, ...standing };
  const lab = labs.get(release.lab);
  const own =
    lab === undefined
      ? []
      : repos.length > 0
        ? firstRepoClaims(named, repos, lab)
        : saidDayClaims(named, signals);
  const { claims, described } = await weighRelease(tx, named, repos, own, now, how === 'silently');
  const kept = JSON.stringify(described);
  const changes = {
    ...standing,
    ...(repos.length > 0 ? {} : claimedStanding(named, claims, labs)),
    ...lifecycleOf(named, described),
    released_on: releasedOn(described) ?? standing.released_on ?? null,
    ...(kept === release.described ? {} : { described: kept }),
    ...byOperator(named.name, lab),
  };
  await updateRelease(tx, id, { ...changes, updated_at: now });
  // A rebuild makes all cards at its end.
  if (how === 'silently') return;
  await listAnew(tx, { ...named, ...changes }, repos, described, labs);
  const lifecycle = changes.lifecycle ?? release.lifecycle;
  if (kept !== release.described || lifecycle !== release.lifecycle)
    await logChangedBeliefs(tx, release, described, lifecycle, now);
}

async function listAnew(
  tx: WriteTransaction,
  release: ReleaseRow,
  repos: readonly RepoRow[],
  described: DescribedRelease,
  labs: Labs,
): Promise<void> {
  if (release.hidden === 1) return await dropCard(tx, release.id);
  const signals = await countSignalsOf(tx, release.id);
  await keepCard(tx, release, composeView(release, repos, described, signals, labs));
}

/** The name that grouping gave it, whatever an operator calls it. */
function ownName({ name, operator }: ReleaseRow): string {
  if (operator === null) return name;
  const { own, shown } = JSON.parse(operator) as Naming;
  return name === shown ? own : name;
}

function byOperator(own: string, lab: Lab | undefined) {
  const naming = nameByOperator(own, lab?.decided);
  return {
    name: naming.shown,
    hidden: naming.hidden ? 1 : 0,
    operator: naming.notes.length === 0 ? null : JSON.stringify(naming),
  };
}

/**
 * As much of it as placing further repos and signals asks for, where the past is gone through again: what is believed of a
 * release with weights is weighed at the end.
 */
export async function refreshForPlacing(
  tx: WriteTransaction,
  id: string,
  labs: Labs,
  now: number,
): Promise<void> {
  const repos = await reposOfRelease(tx, id);
  if (repos.length === 0) await refreshRelease(tx, id, labs, now, 'silently');
  else await updateRelease(tx, id, shownByRepos(repos));
}

async function shownBySaying(
  tx: WriteTransaction,
  release: ReleaseRow,
  signals: readonly SignalRow[],
  labs: Labs,
) {
  if (signals.length === 0) return { released_on: release.released_on };
  return {
    released_on: release.released_on,
    ...saidByName(release, signals, labs),
    ...saidOfIt(release, signals),
    kind: await saidKind(tx, release, signals, labs),
  };
}

function releasedOn({ facts }: DescribedRelease): string | null {
  const day = facts.released_on?.value;
  return typeof day === 'string' && /^\d{4}(-\d{2}){0,2}$/.test(day) ? day : null;
}

/** What somebody says of its course, where that goes beyond being planned or there. */
function lifecycleOf(release: ReleaseRow, { facts }: DescribedRelease): { readonly lifecycle?: Lifecycle } {
  const said = facts.lifecycle?.value;
  const known = (['preview', 'discontinued', 'cancelled'] as const).find((lifecycle) => lifecycle === said);
  if (known === undefined || (known === 'cancelled' && release.first_public !== null)) return {};
  return { lifecycle: known };
}

function shownByRepos(repos: readonly RepoRow[]) {
  const present = repos.filter((repo) => repo.state === 'present');
  const firstPublic = Math.min(...repos.map((repo) => repo.public_at));
  const baseline = repos.some((repo) => repo.baseline === 1);
  return {
    kind: releaseKind((present.length > 0 ? present : repos).map((repo) => repo.kind as Kind)),
    status: present.length > 0 ? 'open-weights' : 'removed',
    lifecycle: 'active' as const,
    released_on: dayOf(firstPublic),
    baseline: baseline ? 1 : 0,
  };
}

/** What was planned, or written down in a document, keeps the name that it has there. */
function saidByName(release: ReleaseRow, signals: readonly SignalRow[], labs: Labs) {
  if (release.planned !== null || isNamedByDocument(release)) return {};
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
  const first = firstSaying(decision, signals);
  return first === null ? null : dayOf(notAfter(announcingSignal(first)));
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
