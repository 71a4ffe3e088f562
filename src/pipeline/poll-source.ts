import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import type { Voice } from '../domain/signals/voice.ts';
import { LeaseLostError, ModelwatchError, RateLimitedError, StoreError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import { type CountedHttpClient, countRequests } from '../http/request-count.ts';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../store/database.ts';
import type { EnqueuedJob, LeasedJob, PollJobKind } from '../store/jobs.ts';
import type { SourceRow } from '../store/schema.ts';
import { type LeasedSource, leaseSource, type SourceLease } from '../store/sources.ts';
import { commitFailure, giveUp, keepParked, parkSource } from './commit-failure.ts';
import { commitListing } from './commit-poll.ts';
import { fetchListing } from './fetch-listing.ts';
import type { Hosts, Reachability } from './reachability.ts';
import type { Readings } from './record-shown.ts';

/** A source as it is configured, with the one thing that can look at it. */
export interface WatchedSource {
  readonly id: string;
  readonly kind: string;
  /** Null where the source is of no one lab. */
  readonly lab: string | null;
  readonly voice: Voice;
  /** Who publishes it: signals of one publisher are not independent of each other. A host name unless configured. */
  readonly publisher: string;
  /** Its entries are organizations, of whom nobody else is watched: they are noted as candidates. */
  readonly candidates: boolean;
  /** Of all that decides what it reads in an answer: another one makes the next answer be read in full. */
  readonly fingerprint: string;
  /** Host and port that it is asked for at: the failures of one host are one trouble. */
  readonly host: string;
  /** The kind of job that polls it. */
  readonly job: PollJobKind;
  readonly source: Source;
  /** Sources of one turn are due together; others are spread over their interval. */
  readonly turn: string;
  /** Milliseconds since 1970 of the first due time after `after`. */
  readonly nextDue: (after: number) => number;
}

export interface PollDependencies {
  readonly database: Database;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly random: () => number;
  readonly owner: string;
  readonly network: Reachability;
  readonly hosts: Hosts;
  readonly readings: Readings;
  readonly signal: AbortSignal;
  /** Told of the jobs that a poll committed. */
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

export type PollOutcome = 'changed' | 'unchanged' | 'baselined' | 'suspect' | 'failed' | 'parked' | 'skipped';

export interface PollReport {
  readonly id: string;
  readonly kind: string;
  readonly outcome: PollOutcome;
  readonly observations: number;
  /** Change events; what a baseline stored is not among them. */
  readonly events: number;
  readonly requests: number;
  readonly ms: number;
  readonly error?: { readonly code: string; readonly message: string };
  /** Milliseconds since 1970: until when it is parked. */
  readonly until?: number;
}

export interface PollOptions {
  /** How long to wait for another process that polls this source just now, in milliseconds. */
  readonly waitForLease: number;
  /** The job that asked for this poll: it ends in the transaction of the poll's effect. */
  readonly job?: LeasedJob;
}

/** Milliseconds that a source is leased for without renewal. */
export const LEASE_MS = 30_000;
const LEASE_RETRY_MS = 200;

/** One poll under way: what it is for, and the right to do it. */
export interface PollInHand {
  readonly deps: PollDependencies;
  readonly watched: WatchedSource;
  /** Counts what this poll sends. */
  readonly http: CountedHttpClient;
  readonly lease: SourceLease;
  /** As it was when the lease was taken: nobody else changes it meanwhile. */
  readonly state: SourceRow;
  /** By `performance.now()`. */
  readonly started: number;
  readonly job: LeasedJob | undefined;
}

/** What came of a poll. */
export type PollEnd = Omit<PollReport, 'id' | 'kind' | 'requests' | 'ms'>;

const SKIPPED: PollEnd = { outcome: 'skipped', observations: 0, events: 0 };

/**
 * Looks at one source once: fetch, compare with the records, and write records, events and jobs in one transaction.
 * Never throws for what an upstream does: that is in the report, and in the state of the source.
 */
export async function pollSource(
  deps: PollDependencies,
  watched: WatchedSource,
  options: PollOptions,
): Promise<PollReport> {
  const started = performance.now();
  const http = countRequests(deps.http);
  const end = await lookOnce(deps, watched, options, http, started);
  const ms = Math.round(performance.now() - started);
  deps.meter.polled(watched.kind, end.outcome, ms);
  return { id: watched.id, kind: watched.kind, ...end, requests: http.requests, ms };
}

async function lookOnce(
  deps: PollDependencies,
  watched: WatchedSource,
  options: PollOptions,
  http: CountedHttpClient,
  started: number,
): Promise<PollEnd> {
  const leased = await waitForLease(deps, watched.source.locator, options.waitForLease);
  if (leased === null) return SKIPPED;
  const { lease, state } = leased;
  const poll: PollInHand = { deps, watched, http, lease, state, started, job: options.job };
  if (state.parked_until !== null && state.parked_until > deps.clock.now()) {
    return await keepParked(poll, state.parked_until);
  }
  try {
    const seen = await fetchListing(poll);
    deps.network.succeeded();
    return await commitListing(poll, seen);
  } catch (error) {
    if (error instanceof LeaseLostError) return SKIPPED;
    if (deps.signal.aborted) return await giveUp(poll);
    if (error instanceof StoreError) return await lookAgain(poll, error);
    if (error instanceof RateLimitedError) return await parkSource(poll, error);
    return await commitFailure(
      poll,
      error instanceof ModelwatchError ? error : unforeseen(deps, watched, error),
    );
  }
}

/** What it showed could not be kept: no fault of the source, which is due again at once. */
async function lookAgain(poll: PollInHand, error: StoreError): Promise<PollEnd> {
  poll.deps.log.error(
    { err: error, source: poll.watched.id },
    'what a source showed could not be stored; it is looked at again',
  );
  return await giveUp(poll);
}

/** An error of ours at one source must not end the pass over all the others. */
function unforeseen(deps: PollDependencies, watched: WatchedSource, error: unknown): ModelwatchError {
  deps.log.error({ err: error, source: watched.id }, 'modelwatch met an error of its own');
  return new ModelwatchError('unexpected', 'modelwatch met an error of its own', 'retry', {
    cause: error instanceof Error ? error.message : String(error),
  });
}

async function waitForLease(
  deps: PollDependencies,
  locator: string,
  patience: number,
): Promise<LeasedSource | null> {
  const deadline = performance.now() + patience;
  for (;;) {
    const leased = await deps.database.writeAlone((tx) => leaseSource(tx, locator, deps.owner, LEASE_MS));
    if (leased !== null || performance.now() >= deadline || deps.signal.aborted) return leased;
    await delay(LEASE_RETRY_MS);
  }
}
