import { safeUrl } from '../alerts/hostile-text.ts';
import { ENGLISH_READER } from '../alerts/reader.ts';
import { wordsOf } from '../alerts/worded.ts';
import type { AlertContent, FirstSign, KnownBefore, ReleaseAlertKind } from '../domain/alert.ts';
import type { AlertSubject, ReleaseSayings, ReleaseSubject, SaidBy } from '../domain/alert-subject.ts';
import { decideAnnouncement } from '../domain/announcement.ts';
import type { RepoRole } from '../domain/catalog.ts';
import { notAfter } from '../domain/first-seen.ts';
import type { Milestone } from '../domain/milestones.ts';
import { repoUrl } from '../domain/release-facts.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import type { Voice } from '../domain/signals/voice.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { announces, announcingSignal } from './signal-rows.ts';
import { toldDisputes } from './told-disputes.ts';
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
  const lab = labs.get(release.lab);
  const labName = lab?.name ?? null;
  const covers = covered.repos.map((repo) => repo.name).sort();
  const knownBefore = milestone === 'new' ? knownBeforeOf(telling) : undefined;
  const made = covered.repos.map((repo) => createdAtOf(repo)).filter((time) => time !== null);
  const [oldest] = made.sort();
  const about: AlertSubject = {
    form: 'release',
    labName,
    ...(lab?.zh === undefined ? {} : { labZh: lab.zh }),
    releaseName: release.name,
    ...addedModels(view, covered.repos),
    ...(knownBefore === undefined ? {} : { knownBefore }),
    byApi: covered.signals.some((signal) => signal.voice === 'catalogue'),
    ...sayingsOf(telling),
  };
  const words = wordsOf(about, { kind, title: '', url: null }, ENGLISH_READER);
  const firstSign = firstSignOf(telling);
  return {
    alert: {
      id,
      kind,
      title: words.title,
      createdAt: new Date(now).toISOString(),
      url: linkOf(covered),
      lines: words.lines,
      labName,
      covers,
      ...(oldest === undefined || milestone === 'removed' ? {} : { firstRepoCreatedAt: oldest }),
      ...(knownBefore === undefined ? {} : { knownBefore }),
      ...(firstSign === null ? {} : { firstSign }),
      about,
    },
    release: view,
    ...disputesIn(release),
  };
}

function disputesIn(release: ReleaseRow): Pick<AlertContent, 'disputes'> {
  const disputes = toldDisputes(release);
  return disputes.length === 0 ? {} : { disputes };
}

/** The repo, else the first that says so. */
function linkOf({ repos, signals }: Covered): string | null {
  const main = mainRepo(repos);
  if (main !== null) return repoUrl(main);
  return signals.map(({ url }) => (url === null ? null : safeUrl(url))).find((url) => url !== null) ?? null;
}

function sayingsOf({ milestone, covered, signals, now }: Telling): ReleaseSayings {
  if (milestone === 'extended' || milestone === 'removed') return { saidBy: [], quote: '' };
  const quote = covered.signals.find((signal) => signal.quote !== '')?.quote ?? '';
  return { saidBy: saidBy(signals, now), quote };
}

/** The first that says so, where that was before the release was seen. A baseline knows no times. */
function firstSignOf({ milestone, signals, view }: Telling): FirstSign | null {
  if (milestone === 'extended' || milestone === 'removed') return null;
  const signs = signals
    .filter((signal) => announces(signal.statement) && signal.baseline === 0)
    .filter((signal) => signal.voice !== 'encyclopedia')
    .map((signal) => ({ by: signal.publisher, at: notAfter(announcingSignal(signal)) }))
    .sort((one, other) => one.at - other.at);
  const [first] = signs;
  if (first === undefined || first.at >= Date.parse(view.firstSeenAt)) return null;
  return { by: first.by, at: new Date(first.at).toISOString() };
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
function addedModels(
  view: ReleaseView,
  covered: readonly RepoRow[],
): Pick<ReleaseSubject, 'added' | 'addedRole'> {
  const names = new Set(covered.map((repo) => repo.model_name));
  if (!names.has(view.name)) return { added: [...names].sort() };
  return { addedRole: covered.some((repo) => repo.role === 'thinking') ? 'thinking' : 'chat' };
}

/** What was said before the first of these repos was seen. */
export function knownBeforeOf({
  release,
  covered,
  signals,
}: Pick<Telling, 'release' | 'covered' | 'signals'>): KnownBefore | undefined {
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
export function mainRepo(covered: readonly RepoRow[]): RepoRow | null {
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
