import type { Rule } from '../alerts/rule.ts';
import type { Clock } from '../domain/clock.ts';
import { placeRepo } from '../domain/grouping.ts';
import type { Lab } from '../domain/lab.ts';
import { identifyMention } from '../domain/mention-identity.ts';
import { placeInInterval } from '../domain/schedule.ts';
import { findReleasesByStem, insertRelease } from '../store/catalog.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import { registerSources } from '../store/sources.ts';
import { registerSubscriptions } from '../store/subscriptions.ts';
import { fingerprintRule } from './alert-routes.ts';
import { joinWaiting } from './join-waiting.ts';
import type { WatchedSource } from './poll-source.ts';
import {
  isBaselineKnown,
  type PlannedRelease,
  registerBaseline,
  type WrittenArticle,
} from './register-baseline.ts';
import { stateColumns } from './release-state.ts';
import type { Labs } from './view-release.ts';

export interface Registration {
  readonly sources: readonly WatchedSource[];
  readonly channels: readonly string[];
  readonly rules: readonly Rule[];
  readonly planned: readonly PlannedRelease[];
  /** What documents say, written down by hand. */
  readonly baseline: readonly WrittenArticle[];
  readonly labs: Labs;
}

/** First polls are spread over so many milliseconds for each source: sixty organizations do not start in one second. */
const SPREAD_PER_SOURCE_MS = 500;

/** Makes the store know what is configured: new sources, channels, rules, and releases that are planned. Tells nobody. */
export async function registerConfiguration(
  database: Database,
  registration: Registration,
  clock: Clock,
  newId: (prefix: string) => string,
): Promise<void> {
  const now = clock.now();
  const fingerprints = registration.rules.flatMap((rule) =>
    rule.to.map((channel) => fingerprintRule(rule, channel)),
  );
  await database.write(async (tx) => {
    const sources = registration.sources.map(({ id, kind, lab, source, turn }) => ({
      locator: source.locator,
      id,
      kind,
      lab,
      firstDueAt:
        now + Math.round(placeInInterval(turn) * SPREAD_PER_SOURCE_MS * registration.sources.length),
    }));
    await registerSources(tx, sources, now);
    await registerSubscriptions(tx, registration.channels, fingerprints, now);
    for (const planned of registration.planned) {
      const lab = registration.labs.get(planned.lab);
      if (lab !== undefined) await registerPlanned(tx, lab, planned, registration.labs, newId, now);
    }
    const { baseline: articles, planned, labs } = registration;
    const documents = { articles, planned, labs };
    if (!(await isBaselineKnown(tx, documents))) await registerBaseline(tx, documents, newId, now);
  });
}

/** Joining decides identity, not silence: a plan uses up no milestone, and weights that were there before stay as they are. */
async function registerPlanned(
  tx: WriteTransaction,
  lab: Lab,
  planned: PlannedRelease,
  labs: Labs,
  newId: (prefix: string) => string,
  now: number,
): Promise<void> {
  const identity = identifyMention(planned.name, lab);
  const known = await findReleasesByStem(tx, lab.id, [identity.stem]);
  if (known.length > 0) return;
  const placement = placeRepo(identity, now, []);
  const id = newId('rel');
  await insertRelease(tx, {
    id,
    lab: lab.id,
    family: identity.family,
    ...stateColumns(placement.release),
    name: planned.name,
    kind: 'unknown',
    status: 'announced',
    lifecycle: 'planned',
    first_seen: now,
    first_public: null,
    last_public: null,
    released_on: null,
    baseline: 0,
    planned: JSON.stringify(planned),
    merged_into: null,
    updated_at: now,
  });
  await joinWaiting(tx, { labs }, id);
}
