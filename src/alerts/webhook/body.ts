import type { AlertContent } from '../../domain/alert.ts';
import type { ModelView, RepoView } from '../../domain/release-view.ts';
import { safeContent } from '../safe-content.ts';
import { countsOfDigest, shortenDigest } from './digest-body.ts';

/** Standard Webhooks 1.0 asks for payloads under 20 kB. */
export const BODY_BYTES = 20_000;

/** How many entries of a list stay, from what nearly every alert fits into to what always does. */
const LIST_LENGTHS: readonly number[] = [200, 100, 50, 25, 10, 5, 2];

/** The body as it is stored and sent: the same content always gives the same text, under 20 kB. */
export function renderBody(content: AlertContent): string {
  // What its words are made from is ours alone.
  const { about: _about, ...alert } = content.alert;
  const safe = safeContent({ ...content, alert });
  const whole = serialize(safe);
  if (fits(whole)) return whole;
  for (const length of LIST_LENGTHS) {
    const shorter = serialize(shorten(safe, length), safe);
    if (fits(shorter)) return shorter;
  }
  // Facts larger than all the lists: nothing known has them, so they go altogether.
  const bare = serialize(withoutFacts(shorten(safe, 2)), safe);
  return fits(bare) ? bare : serialize(withoutFacts(shorten(safe, 0)), safe);
}

function fits(body: string): boolean {
  return Buffer.byteLength(body) < BODY_BYTES;
}

/** `whole` is given where `content` is a shortened form of it: the body then says so, with the true counts. */
function serialize(content: AlertContent, whole?: AlertContent): string {
  const { alert, release, disputes, digest } = content;
  const body = {
    type: alert.kind,
    timestamp: alert.createdAt,
    data: {
      alert,
      ...(release === undefined ? {} : { release }),
      ...(disputes === undefined ? {} : { disputes }),
      ...(digest === undefined ? {} : { digest }),
      ...(whole === undefined ? {} : { truncated: true, counts: countsOf(whole) }),
    },
  };
  return JSON.stringify(body);
}

function countsOf({ alert, release, digest }: AlertContent): Record<string, number> {
  const counts = { lines: alert.lines.length, covers: alert.covers.length };
  if (digest !== undefined) return { ...counts, ...countsOfDigest(digest) };
  if (release === undefined) return counts;
  return { ...counts, models: release.models.length, repos: release.repos.length };
}

function shorten({ alert, release, disputes, digest }: AlertContent, length: number): AlertContent {
  const short = { ...alert, lines: alert.lines.slice(0, length), covers: alert.covers.slice(0, length) };
  if (digest !== undefined) return { alert: short, digest: shortenDigest(digest, length) };
  if (release === undefined) return { alert: short };
  const covered = new Set(alert.covers);
  const models = release.models.slice(0, length).map((model) => shortenModel(model, length));
  return {
    alert: short,
    ...(disputes === undefined ? {} : { disputes: disputes.slice(0, length) }),
    release: { ...release, models, repos: coveredFirst(release.repos, covered).slice(0, length) },
  };
}

function shortenModel(model: ModelView, length: number): ModelView {
  return { ...model, repos: model.repos.slice(0, length) };
}

/** What the alert speaks of is what its reader needs most. */
function coveredFirst(repos: readonly RepoView[], covered: ReadonlySet<string>): RepoView[] {
  return [...repos.filter((repo) => covered.has(repo.id)), ...repos.filter((repo) => !covered.has(repo.id))];
}

function withoutFacts({ alert, release, digest }: AlertContent): AlertContent {
  if (digest !== undefined) return { alert, digest: shortenDigest(digest, 0) };
  if (release === undefined) return { alert };
  const models = release.models.map((model) => ({ ...model, facts: {} }));
  return { alert, release: { ...release, facts: {}, models } };
}
