import type { Rule } from '../alerts/rule.ts';
import { matchRule } from '../alerts/rule-matching.ts';
import type { AlertContent } from '../domain/alert.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { alertIdsOfRelease, listAlerts } from '../store/alerts.ts';
import { listReleases } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { type Appearance, appearanceOf } from './release-appearance.ts';
import { releaseSubject } from './rule-subject.ts';
import { type Labs, viewRelease } from './view-release.ts';

/** What a rule would have sent, had it been there. */
export interface PreviewedAlert {
  readonly rule: string;
  readonly content: AlertContent;
  readonly release: ReleaseView;
  /** Milliseconds since 1970: when it was told, or when the release became public. */
  readonly at: number;
  /** Nobody has said yet what the rule asks. */
  readonly undecided: boolean;
}

/**
 * What each of these rules would have sent of the releases since then (milliseconds since 1970), newest first: what was
 * told, and for what was there at the first look its appearance. `most`: of the newest so many releases alone. Changes nothing.
 */
export async function previewAlerts(
  reader: Reader,
  since: number,
  rules: readonly Rule[],
  labs: Labs,
  most?: number,
): Promise<PreviewedAlert[]> {
  const previewed: PreviewedAlert[] = [];
  const limit = most === undefined ? {} : { limit: most };
  for (const release of await listReleases(reader, { since, ...limit })) {
    const view = await viewRelease(reader, release, labs);
    for (const { content, at } of await tellingsOf(reader, release, view, labs)) {
      const { kind, covers } = content.alert;
      const subject = await releaseSubject(reader, { kind, release, covers, view }, rules, labs);
      for (const rule of rules) {
        const { matches, reason } = matchRule(rule, subject);
        const undecided = reason === 'fact-unknown';
        if (matches || undecided) previewed.push({ rule: rule.id, content, release: view, at, undecided });
      }
    }
  }
  return previewed.sort((left, right) => right.at - left.at);
}

async function tellingsOf(
  reader: Reader,
  release: ReleaseRow,
  view: ReleaseView,
  labs: Labs,
): Promise<Appearance[]> {
  const ids = await alertIdsOfRelease(reader, release.id);
  const stored = ids.length === 0 ? [] : await listAlerts(reader, { ids });
  const told = stored.map(({ alert }) => ({
    content: { ...alert.content, release: view },
    at: alert.created_at,
  }));
  const isAppearance = ({ content }: Appearance) =>
    ['release.new', 'release.available', 'release.announced'].includes(content.alert.kind);
  const appeared = told.some(isAppearance) ? null : await appearanceOf(reader, release, view, labs);
  return appeared === null ? told : [...told, appeared];
}
