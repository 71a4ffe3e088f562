import { safeUrl } from '../alerts/hostile-text.ts';
import { isHistory } from '../domain/announcement.ts';
import type { DigestQuote, PlannedMention } from '../domain/digest.ts';
import { reposOfReleases } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import { reposSeenIn, type Span, signalsSeenIn } from '../store/digest-reading.ts';
import { foldName } from '../store/records.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import type { DigestGround, DigestRequest } from './gather-digest.ts';
import { announces, announcingSignal } from './signal-rows.ts';

/** A release that came in the period. */
export interface Appeared {
  readonly release: ReleaseRow;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its repos that are there and shown. */
  readonly repos: readonly RepoRow[];
}

export interface FoundInPeriod {
  readonly appeared: readonly Appeared[];
  readonly planned: readonly { readonly release: ReleaseRow; readonly signal: SignalRow }[];
  readonly extended: readonly { readonly release: ReleaseRow; readonly added: readonly RepoRow[] }[];
}

/** Which of these releases came in the period, were heard of for the first time, or got further models. */
export async function findAppeared(
  reader: Reader,
  rows: readonly ReleaseRow[],
  request: DigestRequest,
): Promise<FoundInPeriod> {
  const fresh = new Set((await reposSeenIn(reader, request)).map((repo) => repo.release_id));
  const said = Map.groupBy(await signalsSeenIn(reader, request), (signal) => signal.release_id ?? '');
  const candidates = rows.filter(
    (row) => fresh.has(row.id) || said.has(row.id) || isWithin(row.first_public, request) || isSaidOf(row),
  );
  const repos = await reposOfReleases(
    reader,
    candidates.map(({ id }) => id),
  );
  const appeared: Appeared[] = [];
  const planned: { release: ReleaseRow; signal: SignalRow }[] = [];
  const extended: { release: ReleaseRow; added: RepoRow[] }[] = [];
  for (const release of candidates) {
    const all = repos.get(release.id) ?? [];
    const shown = all.filter((repo) => repo.state === 'present' && !isHidden(repo, request));
    // What is gone or hidden by now is not praised.
    if (all.length > 0 && shown.length === 0) continue;
    const signals = said.get(release.id) ?? [];
    const at = all.length > 0 ? weightsAt(release, all) : wordAt(release, signals, request);
    if (isWithin(at, request)) {
      appeared.push({ release, at, repos: shown });
      continue;
    }
    const added = all.length === 0 ? [] : addedModels(all, shown, request);
    if (added.length > 0) extended.push({ release, added });
    const [signal] = all.length > 0 ? [] : signals;
    if (signal !== undefined && isHeardOfNow(release, request)) planned.push({ release, signal });
  }
  return { appeared: appeared.sort((left, right) => left.at - right.at), planned, extended };
}

/** What is new to us, and was opened by somebody's word that it will come. */
function isHeardOfNow({ lifecycle, first_seen: firstSeen, planned }: ReleaseRow, span: Span): boolean {
  return lifecycle === 'planned' && planned === null && isWithin(firstSeen, span);
}

export function plannedMentions(ground: DigestGround, found: FoundInPeriod['planned']): PlannedMention[] {
  return found.map(({ release, signal }) => ({
    id: release.id,
    release: release.name,
    labName: ground.labName(release.lab),
    quote: quoteOf(signal),
  }));
}

export function quoteOf({ quote, title, publisher, url }: SignalRow): DigestQuote | null {
  const text = quote === '' ? title : quote;
  return text === '' ? null : { text, source: publisher, url: url === null ? null : safeUrl(url) };
}

/**
 * When a release with weights came: when its first repo was seen, however long after it was made; for what was there at
 * a source's first look, by its own time.
 */
function weightsAt(release: ReleaseRow, repos: readonly RepoRow[]): number | null {
  return release.baseline === 1 ? release.first_public : Math.min(...repos.map((repo) => repo.first_seen));
}

/** When a release without weights came: when somebody said so, else its day, where all of that lies in the period. */
function wordAt(release: ReleaseRow, signals: readonly SignalRow[], span: Span): number | null {
  if (release.status === 'removed' || release.lifecycle === 'planned') return null;
  const first = signals.find(
    (signal) =>
      announces(signal.statement) &&
      signal.voice !== 'encyclopedia' &&
      !isHistory(announcingSignal(signal)) &&
      release.first_seen >= span.from,
  );
  if (first !== undefined) return first.seen_at;
  const day = daysOf(release.released_on);
  return day !== null && day.from >= span.from && day.to <= span.to ? day.from : null;
}

function isSaidOf(row: ReleaseRow): boolean {
  return row.first_public === null && row.released_on !== null;
}

const DAY = 86_400_000;

/** The first instant of a day, month or year, and that after it; in UTC. */
function daysOf(date: string | null): { readonly from: number; readonly to: number } | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date ?? '');
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map((part) => (part === undefined ? null : Number(part)));
  const from = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1);
  if (day !== null) return { from, to: from + DAY };
  const to = month === null ? Date.UTC((year ?? 0) + 1, 0, 1) : Date.UTC(year ?? 0, month ?? 1, 1);
  return { from, to };
}

/** The repos of the period that brought models which were not there before, one of each model. */
function addedModels(all: readonly RepoRow[], shown: readonly RepoRow[], span: Span): RepoRow[] {
  const known = new Set(all.filter((repo) => repo.first_seen < span.from).map((repo) => repo.model_name));
  const later = shown.filter(
    (repo) =>
      isWithin(repo.first_seen, span) &&
      repo.baseline === 0 &&
      repo.quiet === 0 &&
      repo.quantization === null &&
      !known.has(repo.model_name),
  );
  return [...new Map(later.toReversed().map((repo) => [repo.model_name, repo])).values()].toReversed();
}

function isHidden(repo: RepoRow, { hiddenRepos }: DigestRequest): boolean {
  return hiddenRepos.has(foldName(repo.name));
}

function isWithin(at: number | null, { from, to }: Span): at is number {
  return at !== null && at >= from && at < to;
}
