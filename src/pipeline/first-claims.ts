import { type AnnouncementDecision, decideAnnouncement } from '../domain/announcement.ts';
import { claimsOfFirstRepo, span } from '../domain/claims/claims-of-release.ts';
import { notAfter } from '../domain/first-seen.ts';
import type { Lab } from '../domain/lab.ts';
import { repoUrl } from '../domain/release-facts.ts';
import type { NewClaim } from '../store/claims.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { hubClaim } from './keep-claims.ts';
import { announcingSignal } from './signal-rows.ts';

/** Whence events and claims are that the catalog itself concludes. */
export const CATALOG = 'catalog';

/** An outlet tells of a release within days. */
const TOLD_WITHIN_DAYS = 3;

/** What the first repo of a release says by being there. */
export function firstRepoClaims(release: ReleaseRow, repos: readonly RepoRow[], lab: Lab): NewClaim[] {
  const [first] = [...repos].sort(
    (left, right) => left.public_at - right.public_at || (left.key < right.key ? -1 : 1),
  );
  if (first === undefined) return [];
  const baseline = repos.some((repo) => repo.baseline === 1);
  const said = claimsOfFirstRepo(lab, { url: repoUrl(first), publicAt: first.public_at, baseline });
  return said.map((claim) => ({
    ...hubClaim({ ...first, release_id: release.id, lab: release.lab }, release.id, claim, first.first_seen),
    locator: CATALOG,
  }));
}

/** Since when a release without weights is out, by the first that is believed to say so. */
export function saidDayClaims(release: ReleaseRow, signals: readonly SignalRow[]): NewClaim[] {
  const first = firstSaying(decideAnnouncement(signals.map(announcingSignal)), signals);
  if (first === null) return [];
  const at = notAfter(announcingSignal(first));
  const date = span(at, 0, first.voice === 'catalogue' ? 0 : TOLD_WITHIN_DAYS);
  return [
    {
      attribute: 'released_on',
      value: date,
      written: date.date,
      model: '',
      family: '',
      lab: release.lab,
      release_id: release.id,
      source: first.publisher,
      publisher: first.publisher,
      voice: first.voice,
      first_party: first.voice === 'lab',
      extraction: first.form === 'article' ? 'text' : 'entry',
      place: 'first to say so',
      url: first.url ?? '',
      quote: first.quote === '' ? null : first.quote,
      credit: first.credit,
      said_at: at,
      locator: CATALOG,
      record_key: release.id,
    },
  ];
}

/** The first of those that are believed when they say that it is out; null where none of them bears a date. */
export function firstSaying(decision: AnnouncementDecision, signals: readonly SignalRow[]): SignalRow | null {
  if (decision.kind !== 'available') return null;
  const dated = signals.filter((signal) => decision.covers.includes(String(signal.seq)) && isDated(signal));
  const [first] = dated.sort(
    (left, right) => notAfter(announcingSignal(left)) - notAfter(announcingSignal(right)),
  );
  return first ?? null;
}

function isDated(signal: SignalRow): boolean {
  return signal.published_at !== null || signal.baseline === 0;
}
