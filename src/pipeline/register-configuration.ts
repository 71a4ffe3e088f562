import type { Rule } from '../alerts/rule.ts';
import type { Clock } from '../domain/clock.ts';
import { placeInInterval } from '../domain/schedule.ts';
import type { Database } from '../store/database.ts';
import { registerSources } from '../store/sources.ts';
import { registerSubscriptions } from '../store/subscriptions.ts';
import { fingerprintRule } from './alert-routes.ts';
import type { WatchedSource } from './poll-source.ts';
import {
  isBaselineKnown,
  type PlannedRelease,
  registerBaseline,
  type WrittenArticle,
} from './register-baseline.ts';
import { type PinnedValue, registerOverrides } from './register-overrides.ts';
import { registerPlanned } from './register-planned.ts';
import type { Labs } from './view-release.ts';

export interface Registration {
  readonly sources: readonly WatchedSource[];
  readonly channels: readonly string[];
  readonly rules: readonly Rule[];
  readonly planned: readonly PlannedRelease[];
  /** What documents say, written down by hand. */
  readonly baseline: readonly WrittenArticle[];
  readonly labs: Labs;
  /** Folded names of repos that are neither listed nor told. */
  readonly hiddenRepos: ReadonlySet<string>;
  readonly pins: readonly PinnedValue[];
}

/** First polls are spread over so many milliseconds for each source: sixty organizations do not start in one second. */
const SPREAD_PER_SOURCE_MS = 500;

/** Makes the store know what is configured: new sources, channels, rules, releases that are planned, what documents say
 * and what an operator decided. Tells nobody. Returns the names in overrides.yaml that no release has. */
export async function registerConfiguration(
  database: Database,
  registration: Registration,
  clock: Clock,
  newId: (prefix: string) => string,
): Promise<readonly string[]> {
  const now = clock.now();
  const fingerprints = registration.rules.flatMap((rule) =>
    rule.to.map((channel) => fingerprintRule(rule, channel)),
  );
  const idFor = () => newId('rel');
  // It may make the catalog anew.
  return await database.writeAtLength(async (tx) => {
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
      if (lab !== undefined) await registerPlanned(tx, lab, planned, registration.labs, idFor, now);
    }
    const { baseline: articles, planned, labs } = registration;
    const documents = { articles, planned, labs };
    if (!(await isBaselineKnown(tx, documents))) await registerBaseline(tx, documents, idFor, now);
    return await registerOverrides(tx, registration.pins, {
      ...documents,
      sources: new Map(registration.sources.map((source) => [source.source.locator, source])),
      hiddenRepos: registration.hiddenRepos,
      newId,
      now,
    });
  });
}
