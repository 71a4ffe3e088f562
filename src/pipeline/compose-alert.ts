import { safeUrl } from '../alerts/hostile-text.ts';
import { type SaidBy, saidByLine, saidLines } from '../alerts/said-lines.ts';
import { titleOf } from '../alerts/wording.ts';
import type { AlertContent, KnownBefore, ReleaseAlertKind } from '../domain/alert.ts';
import { decideAnnouncement } from '../domain/announcement.ts';
import type { RepoRole } from '../domain/catalog.ts';
import type { Milestone } from '../domain/milestones.ts';
import { repoUrl } from '../domain/release-facts.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import type { Voice } from '../domain/signals/voice.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { announces, announcingSignal } from './signal-rows.ts';
import type { Labs } from './view-release.ts';

export const ALERT_KINDS = {
  announced: 'release.announced',
  available: 'release.available',
  new: 'release.new',
  extended: 'release.extended',
  removed: 'release.removed',
} as const satisfies Record<Milestone, ReleaseAlertKind>;

/** What a milestone is told of: repos, or signals where there are none. */
export interface Covered {
  readonly repos: readonly RepoRow[];
  readonly signals: readonly SignalRow[];
}

/** What is to be told, and all that is known of it. */
export interface Telling {
  readonly id: string;
  readonly milestone: Milestone;
  readonly release: ReleaseRow;
  readonly view: ReleaseView;
  readonly covered: Covered;
  /** Everything that speaks of the release, oldest first. */
  readonly signals: readonly SignalRow[];
  readonly labs: Labs;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What an alert says of a milestone, as it is decided: what came, where it is, who says so. */
export function composeContent(telling: Telling): AlertContent {
  const { id, milestone, release, view, covered, labs, now } = telling;
  const kind = ALERT_KINDS[milestone];
  const labName = labs.get(release.lab)?.name ?? null;
  const covers = covered.repos.map((repo) => repo.name).sort();
  const knownBefore = milestone === 'new' ? knownBeforeOf(telling) : undefined;
  const made = covered.repos.map((repo) => createdAtOf(repo)).filter((time) => time !== null);
  const [oldest] = made.sort();
  const subject = {
    labName,
    releaseName: release.name,
    added: covers.length === 0 ? [] : addedModels(view, covered.repos),
    knownBefore,
    byApi: covered.signals.some((signal) => signal.voice === 'catalogue'),
  };
  return {
    alert: {
      id,
      kind,
      title: titleOf(kind, subject),
      createdAt: new Date(now).toISOString(),
      url: linkOf(covered),
      lines: linesOf(telling),
      labName,
      covers,
      ...(oldest === undefined || milestone === 'removed' ? {} : { firstRepoCreatedAt: oldest }),
      ...(knownBefore === undefined ? {} : { knownBefore }),
    },
    release: view,
  };
}

/** The repo, else the first that says so. */
function linkOf({ repos, signals }: Covered): string | null {
  const main = mainRepo(repos);
  if (main !== null) return repoUrl(main);
  return signals.map(({ url }) => (url === null ? null : safeUrl(url))).find((url) => url !== null) ?? null;
}

function linesOf({ milestone, covered, signals, now }: Telling): readonly string[] {
  const saying = saidBy(signals, now);
  switch (milestone) {
    case 'announced':
    case 'available':
      return saidLines(saying, covered.signals.find((signal) => signal.quote !== '')?.quote ?? '');
    case 'new':
      return saidByLine('Also said by', saying);
    case 'extended':
    case 'removed':
      return [];
  }
}

/** What an encyclopedia says may be somebody's joke: it is passed on when it has stood for a day. */
const ENCYCLOPEDIA_HOLD_MS = 24 * 3_600_000;

function saidBy(signals: readonly SignalRow[], now: number): readonly SaidBy[] {
  return signals
    .filter((signal) => announces(signal.statement))
    .filter((signal) => signal.voice !== 'encyclopedia' || now - signal.seen_at >= ENCYCLOPEDIA_HOLD_MS)
    .map(({ publisher, voice }) => ({ publisher, voice: voice as Voice }));
}

/** What came, by name; where that is the release's own name, by what it is for. */
function addedModels(view: ReleaseView, covered: readonly RepoRow[]): readonly string[] {
  const names = new Set(covered.map((repo) => repo.model_name));
  if (!names.has(view.name)) return [...names].sort();
  return covered.some((repo) => repo.role === 'thinking') ? ['the thinking model'] : ['the chat model'];
}

/** What was said before the first of these repos was seen. */
function knownBeforeOf({ release, covered, signals }: Telling): KnownBefore | undefined {
  const shown = Math.min(...covered.repos.map((repo) => repo.first_seen));
  const said = decideAnnouncement(signals.filter((signal) => signal.seen_at < shown).map(announcingSignal));
  if (said.kind !== 'nothing') return { as: said.kind, since: new Date(said.since).toISOString() };
  return release.planned === null
    ? undefined
    : { as: 'planned', since: new Date(release.first_seen).toISOString() };
}

function createdAtOf(repo: RepoRow): string | null {
  return (JSON.parse(repo.observation) as { createdAt: string | null }).createdAt;
}

/** The repo that most readers want: what one talks to, in full precision, the largest. */
function mainRepo(covered: readonly RepoRow[]): RepoRow | null {
  const roles: readonly string[] = ['chat', 'thinking', 'base', 'other'] satisfies RepoRole[];
  const rank = (repo: RepoRow) => (repo.quantization === null ? 0 : 10) + roles.indexOf(repo.role);
  const [main] = [...covered].sort(
    (left, right) =>
      rank(left) - rank(right) ||
      (right.total_parameters ?? 0) - (left.total_parameters ?? 0) ||
      left.name.localeCompare(right.name, 'en'),
  );
  return main ?? null;
}
