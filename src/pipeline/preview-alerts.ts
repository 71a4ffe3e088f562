import type { Rule } from '../alerts/rule.ts';
import { matchRule } from '../alerts/rule-matching.ts';
import type { AlertContent } from '../domain/alert.ts';
import type { Kind } from '../domain/catalog.ts';
import type { Milestone } from '../domain/milestones.ts';
import { isLanguageModel } from '../domain/release-kind.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { alertIdsOfRelease, listAlerts } from '../store/alerts.ts';
import { listReleases, reposOfRelease } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { signalsOfRelease } from '../store/signals.ts';
import { composeContent } from './compose-alert.ts';
import { releaseSubject } from './rule-subject.ts';
import { announces } from './signal-rows.ts';
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
 * told, and for what was there at the first look its appearance. Changes nothing.
 */
export async function previewAlerts(
  reader: Reader,
  since: number,
  rules: readonly Rule[],
  labs: Labs,
): Promise<PreviewedAlert[]> {
  const previewed: PreviewedAlert[] = [];
  for (const release of await listReleases(reader, { since })) {
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

interface PastTelling {
  readonly content: AlertContent;
  readonly at: number;
}

async function tellingsOf(
  reader: Reader,
  release: ReleaseRow,
  view: ReleaseView,
  labs: Labs,
): Promise<PastTelling[]> {
  const ids = await alertIdsOfRelease(reader, release.id);
  const stored = ids.length === 0 ? [] : await listAlerts(reader, { ids });
  const told = stored.map(({ alert }) => ({
    content: { ...alert.content, release: view },
    at: alert.created_at,
  }));
  const isAppearance = ({ content }: PastTelling) =>
    ['release.new', 'release.available', 'release.announced'].includes(content.alert.kind);
  const appeared = told.some(isAppearance) ? null : await appearance(reader, release, view, labs);
  return appeared === null ? told : [...told, appeared];
}

/** As it would have been told when it came; null for what nobody said was there. */
async function appearance(
  reader: Reader,
  release: ReleaseRow,
  view: ReleaseView,
  labs: Labs,
): Promise<PastTelling | null> {
  const repos = await reposOfRelease(reader, release.id);
  const signals = await signalsOfRelease(reader, release.id);
  const saying = signals.filter((signal) => announces(signal.statement));
  const milestone = milestoneOf(release, repos, saying);
  if (milestone === null) return null;
  const at = release.first_public ?? Date.parse(view.releasedOn ?? view.firstSeenAt);
  const covered = { repos: telling(repos), signals: repos.length > 0 ? [] : saying };
  const content = composeContent({
    id: `preview-${release.id}`,
    milestone,
    release,
    view,
    covered,
    signals,
    labs,
    now: at,
  });
  return { content, at };
}

function milestoneOf(
  release: ReleaseRow,
  repos: readonly RepoRow[],
  saying: readonly SignalRow[],
): Milestone | null {
  if (repos.length > 0) return 'new';
  if (release.status === 'api-only') return 'available';
  return saying.length > 0 ? 'announced' : null;
}

/** A release of language models is told by its language models. */
function telling(repos: readonly RepoRow[]): readonly RepoRow[] {
  const languageModels = repos.filter((repo) => isLanguageModel(repo.kind as Kind));
  return languageModels.length > 0 ? languageModels : repos;
}
