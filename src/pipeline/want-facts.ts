import { KIND_WINDOW_MS } from '../domain/milestones.ts';
import type { RepoObservation } from '../domain/observation.ts';
import { factsPriority } from '../domain/repo-facts.ts';
import { unsentOfRelease } from '../store/alerts.ts';
import { readRepo, readRepos, reposOfRelease } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import { factsStillWanted, wantFacts } from '../store/repo-facts.ts';
import type { RepoRow } from '../store/schema.ts';
import { deliveryJob } from './decide-alerts.ts';
import { factsJob } from './fetch-facts.ts';

/** Repos of ModelScope stand in the same list under keys that begin so; the Hub's files say nothing of them. */
const ELSEWHERE = /^[a-z]+:/;

/**
 * Wants what the listing does not say of these repos, each revision once: of those on the Hub that are no quantisation,
 * and that are language models as far as is known. Returns the job that reads it, where anything is wanted.
 */
export async function wantFactsOfRepos(
  tx: WriteTransaction,
  keys: ReadonlySet<string>,
  now: number,
): Promise<NewJob[]> {
  if (keys.size === 0) return [];
  const repos = (await readRepos(tx, [...keys])).filter(mayHaveFacts);
  const wanted = await wantFacts(
    tx,
    repos.map((repo) => ({
      key: repo.key,
      lab: repo.lab,
      repo: repo.name,
      sha: (JSON.parse(repo.observation) as RepoObservation).sha,
      priority: factsPriority(isNews(repo, now), repo.public_at),
    })),
    now,
  );
  return wanted > 0 ? [factsJob(now)] : [];
}

function mayHaveFacts(repo: RepoRow): boolean {
  return (
    repo.state === 'present' &&
    repo.quantization === null &&
    repo.kind !== 'other' &&
    !ELSEWHERE.test(repo.key)
  );
}

function isNews(repo: RepoRow, now: number): boolean {
  return repo.baseline === 0 && repo.quiet === 0 && now - repo.first_seen <= KIND_WINDOW_MS;
}

/**
 * What of a release waits for facts goes out now, once nothing of it is still to be read. Called when something was read
 * of this repo, or could not be.
 */
export async function hastenDeliveries(
  tx: WriteTransaction,
  repoKey: string,
  now: number,
): Promise<NewJob[]> {
  const repo = await readRepo(tx, repoKey);
  if (repo === undefined) return [];
  const waiting = await unsentOfRelease(tx, repo.release_id);
  if (waiting.length === 0) return [];
  const repos = await reposOfRelease(tx, repo.release_id);
  const unread = await factsStillWanted(
    tx,
    repos.map(({ key }) => key),
  );
  return unread.length > 0 ? [] : waiting.map((delivery) => deliveryJob(delivery, now));
}
