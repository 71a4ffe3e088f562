import { wordsForCandidates } from '../alerts/candidate-wording.ts';
import { judgeCandidate } from '../domain/candidates.ts';
import { isoWeek } from '../domain/iso-week.ts';
import { markCandidatesTold, untoldCandidates } from '../store/candidates.ts';
import type { WriteTransaction } from '../store/database.ts';
import { completeJob, enqueueJobs, type LeasedJob, type NewJob } from '../store/jobs.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import type { CandidateRow } from '../store/schema.ts';
import { raiseAlert } from './raise-alert.ts';
import type { ReviewDependencies } from './review-sources.ts';

export type CandidateDependencies = Pick<
  ReviewDependencies,
  'database' | 'clock' | 'settings' | 'knownOrganizations' | 'announce'
>;

/** Once a week, tells of the organizations that were named and that nobody watches. */
export async function reviewCandidates(deps: CandidateDependencies, job?: LeasedJob): Promise<void> {
  const jobs = await deps.database.write(async (tx) => {
    const now = deps.clock.now();
    const wanted = await tellCandidates(tx, deps, now);
    if (job !== undefined) await completeJob(tx, job);
    return await enqueueJobs(tx, wanted, now);
  });
  deps.announce(jobs);
}

async function tellCandidates(
  tx: WriteTransaction,
  { settings, knownOrganizations }: CandidateDependencies,
  now: number,
): Promise<NewJob[]> {
  const week = isoWeek(now);
  const lastWeek = await readMeta(tx, 'candidates_week');
  if (lastWeek === week) return [];
  // What is named in the first week is told at its end: one look is no week.
  if (lastWeek === null) {
    await writeMeta(tx, 'candidates_week', week);
    return [];
  }
  const named = (await untoldCandidates(tx)).filter((row) => isWorthTelling(row, knownOrganizations, now));
  if (named.length === 0) return [];
  await writeMeta(tx, 'candidates_week', week);
  await markCandidatesTold(
    tx,
    named.map((row) => row.organization),
    now,
  );
  const candidates = named.map(({ organization, sightings, first_seen: firstSeen, title: where, url }) => {
    return { organization, sightings, firstSeen, title: where, url };
  });
  const { title, lines } = wordsForCandidates(candidates);
  const about = { form: 'candidates', candidates } as const;
  const reason = 'named-and-not-watched';
  const matter = { kind: 'lab.candidate', subject: week, lab: null, labName: null, url: null } as const;
  return await raiseAlert(tx, { ...matter, title, lines, about, happenedAt: now, reason }, settings, now);
}

function isWorthTelling(row: CandidateRow, watched: ReadonlySet<string>, now: number): boolean {
  const { organization, reason, sightings, first_seen: firstSeen } = row;
  return judgeCandidate({ organization, reason, sightings, firstSeen }, watched, now).tell;
}
