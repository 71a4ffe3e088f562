import { type IdentityState, identityPolicies } from '../domain/article-identity.ts';
import { dueAtPace, gapSince } from '../domain/schedule.ts';
import type { ListingVerdict } from '../domain/suspicion.ts';
import { ModelwatchError } from '../errors.ts';
import type { Pace, PollResult, Shown } from '../sources/source.ts';
import type { WriteScope, WriteTransaction } from '../store/database.ts';
import { appendEvents } from '../store/events.ts';
import { completeJob, enqueueJobs, type NewJob } from '../store/jobs.ts';
import type { SourceRow } from '../store/schema.ts';
import { finishPolledSource, type PolledState } from '../store/sources.ts';
import { ROWS_ALONE, recordsIn } from '../store/write-scopes.ts';
import type { SeenListing } from './fetch-listing.ts';
import type { PollDependencies, PollEnd, PollInHand, PollOutcome, WatchedSource } from './poll-source.ts';
import { compareShown, type ShownBySource } from './record-shown.ts';
import type { Recorded } from './recorded.ts';

/** What a poll showed: records, events, the state of the source and the jobs that follow, all or nothing. */
export async function commitListing(poll: PollInHand, seen: SeenListing): Promise<PollEnd> {
  const { deps, watched, state, lease, job } = poll;
  const now = deps.clock.now();
  const { result, verdict } = seen;
  if (result.kind === 'gone') {
    throw new ModelwatchError('upstream-gone', 'the upstream says that this place no longer exists', 'retry');
  }
  if (result.kind === 'not-modified') return await commitUnchanged(poll, result, now);
  const suspect = verdict.kind === 'suspect';
  const record = await compareShown(deps.database.reader, shownBy(poll, result, suspect, now));
  const scope = recordsIn(result.form === 'repos' ? result.namespace : lease.locator);
  const committed = await writeLook(poll, scope, async (tx) => {
    const recorded = await record(tx);
    const { events } = recorded;
    const gap = gapSince(lastLookAt(state, suspect), now);
    const notBefore = state.last_good_at;
    await appendEvents(tx, events, { locator: lease.locator, observedAt: now, notBefore, gap });
    const updates = [...new Set(events.map(({ lab }) => lab))].map(
      (lab): NewJob => ({ kind: 'update-catalog', key: lab, lane: `lab:${lab}`, runAt: now }),
    );
    const jobs = await enqueueJobs(tx, updates, now);
    const told = events.filter(({ event }) => !event.type.endsWith('.baselined')).length;
    const outcome = outcomeOf(state, suspect, told);
    await finishPolledSource(tx, lease, {
      ...stateAfterLook(poll, result, outcome, now),
      ...stateAfterReading(poll, result, recorded, suspect),
      ...stateAfterVerdict(state, verdict, result.observations.length, now),
    });
    if (job !== undefined) await completeJob(tx, job);
    return { jobs, told, outcome };
  });
  deps.announce(committed.jobs);
  const { outcome, told: events } = committed;
  const observations = result.observations.length;
  logOutcome(deps, watched, outcome, observations, events);
  return { outcome, observations, events, ...suspicionOf(verdict) };
}

/** A first look that a power cut takes is taken again, and tells nobody: it need not wait for the disk. */
async function writeLook<T>(
  { deps: { database }, state }: PollInHand,
  scope: WriteScope,
  work: (tx: WriteTransaction) => Promise<T>,
): Promise<T> {
  return await (state.baselined_at === null
    ? database.writeUnsynced(work, scope)
    : database.write(work, scope));
}

/** Nothing but when it was looked at is written, and what a power cut takes of that is looked at again. */
async function commitUnchanged(
  poll: PollInHand,
  result: Extract<PollResult, { kind: 'not-modified' }>,
  now: number,
): Promise<PollEnd> {
  const { deps, watched, state, lease, job } = poll;
  const outcome = outcomeOf(state, false, 0);
  const observations = state.last_good_count ?? 0;
  await deps.database.writeUnsynced(async (tx) => {
    await finishPolledSource(tx, lease, {
      ...stateAfterLook(poll, result, outcome, now),
      ...stateAfterVerdict(state, { kind: 'good' }, observations, now),
      fingerprint: watched.fingerprint,
      validator: result.validator ?? state.validator,
      identity: state.identity,
      identity_doubts: state.identity_doubts,
    });
    if (job !== undefined) await completeJob(tx, job);
  }, ROWS_ALONE);
  logOutcome(deps, watched, outcome, observations, 0);
  return { outcome, observations, events: 0 };
}

function shownBy(
  { deps, watched, state, lease }: PollInHand,
  shown: Shown,
  suspect: boolean,
  now: number,
): ShownBySource {
  return {
    shown,
    locator: lease.locator,
    lab: watched.lab,
    official: watched.voice === 'lab',
    candidates: watched.candidates,
    readings: deps.readings,
    identity: identityOf(state),
    // An empty first listing is no baseline: all that came later would be told as new.
    baselining: state.baselined_at === null && !suspect,
    reread: state.fingerprint !== null && state.fingerprint !== watched.fingerprint,
    suspect,
    now,
  };
}

function identityOf({ identity, identity_doubts: doubts }: SourceRow): IdentityState {
  return { policy: identityPolicies.find((policy) => policy === identity) ?? 'guid', doubts };
}

function outcomeOf(state: SourceRow, suspect: boolean, told: number): PollOutcome {
  if (suspect) return 'suspect';
  if (state.baselined_at === null) return 'baselined';
  return told > 0 ? 'changed' : 'unchanged';
}

function stateAfterLook(
  { watched, started }: PollInHand,
  { notWithinMs }: Pace,
  outcome: PollOutcome,
  now: number,
): Pick<PolledState, 'next_due_at' | 'last_poll_at' | 'last_ms' | 'last_outcome'> {
  return {
    next_due_at: dueAtPace(watched.nextDue(now), now, notWithinMs),
    last_poll_at: now,
    last_ms: Math.round(performance.now() - started),
    last_outcome: outcome,
  };
}

/** A validator is kept only where the same answer, seen again, would change nothing. */
function stateAfterReading(
  { watched, state }: PollInHand,
  { validator }: { readonly validator?: string },
  { settled, identity }: Recorded,
  suspect: boolean,
): Pick<PolledState, 'fingerprint' | 'validator' | 'identity' | 'identity_doubts'> {
  return {
    fingerprint: watched.fingerprint,
    validator: settled && !suspect ? (validator ?? null) : null,
    identity: identity?.policy ?? state.identity,
    identity_doubts: identity?.doubts ?? state.identity_doubts,
  };
}

function stateAfterVerdict(
  { baselined_at, last_good_at, last_good_count }: SourceRow,
  verdict: ListingVerdict,
  count: number,
  now: number,
) {
  if (verdict.kind === 'suspect') {
    const suspicion = { suspect_since: verdict.since, suspect_polls: verdict.polls, suspect_count: count };
    return { baselined_at, last_good_at, last_good_count, ...suspicion };
  }
  return {
    baselined_at: baselined_at ?? now,
    last_good_at: now,
    last_good_count: count,
    suspect_since: null,
    suspect_polls: 0,
    suspect_count: null,
  };
}

function suspicionOf(verdict: ListingVerdict): Pick<PollEnd, 'error'> {
  if (verdict.kind === 'good') return {};
  return { error: { code: `listing-${verdict.reason}`, message: SUSPICION[verdict.reason] } };
}

/** A listing that stays short is looked at all the same: what it newly shows came after the last look, not in a gap. */
function lastLookAt(state: SourceRow, suspect: boolean): number | null {
  return suspect && state.last_outcome === 'suspect' ? state.last_poll_at : state.last_good_at;
}

const SUSPICION = {
  empty:
    'the listing is empty, which nothing confirms: removals are not counted, and no baseline is made of it',
  short: 'the listing is suddenly much shorter: removals are not counted until that is confirmed',
} as const;

function logOutcome(
  deps: PollDependencies,
  watched: WatchedSource,
  outcome: PollOutcome,
  observations: number,
  events: number,
): void {
  const fields = { source: watched.id, outcome, observations, events };
  if (outcome === 'baselined') deps.log.info(fields, `baselined ${observations}`);
  else if (outcome === 'suspect') deps.log.warn(fields, 'listing is suspect');
  else if (outcome === 'changed') deps.log.info(fields, 'source changed');
  else deps.log.debug(fields, 'source unchanged');
}
