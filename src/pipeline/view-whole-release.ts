import type { Dispute } from '../domain/claims/describe-beliefs.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { alertIdsOfRelease, listAlerts } from '../store/alerts.ts';
import { reposOfRelease } from '../store/catalog.ts';
import { claimsOfRelease } from '../store/claims.ts';
import type { Reader } from '../store/database.ts';
import { readEventsOfKeys } from '../store/events.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { signalsOfRelease } from '../store/signals.ts';
import { type ClaimView, viewClaims } from './view-claims.ts';
import { type FirstView, viewFirst } from './view-first.ts';
import { describedReleases, type Labs, viewRelease } from './view-release.ts';
import { type TimelineEntry, viewTimeline } from './view-timeline.ts';

/** All that is known of one release, as `release ID --json` prints it. A contract: fields may be added, not changed. */
export interface WholeReleaseView extends ReleaseView {
  /** Where its sources disagree, both sides shown. */
  readonly disputes: readonly Dispute[];
  readonly claims: readonly ClaimView[];
  readonly timeline: readonly TimelineEntry[];
  /** Who had it first; null where fewer than two compete. */
  readonly first: FirstView | null;
}

export async function viewWholeRelease(
  reader: Reader,
  row: ReleaseRow,
  labs: Labs,
): Promise<WholeReleaseView> {
  const view = await viewRelease(reader, row, labs);
  const repos = await reposOfRelease(reader, row.id);
  const events = await readEventsOfKeys(reader, [row.id, ...repos.map((repo) => repo.key)]);
  const described = (await describedReleases(reader, [row], new Map([[row.id, repos]]))).get(row.id);
  const signals = await signalsOfRelease(reader, row.id);
  const alerts = await listAlerts(reader, { ids: await alertIdsOfRelease(reader, row.id) });
  const told = alerts.map(({ alert }) => alert);
  return {
    ...view,
    disputes: described?.disputes ?? [],
    claims: viewClaims(row, described ?? { believed: [] }, await claimsOfRelease(reader, row.id)),
    timeline: viewTimeline(repos, events, told, signals),
    first: viewFirst(events, signals),
  };
}
