import type { Rule } from '../alerts/rule.ts';
import type { RuleSubject } from '../alerts/rule-matching.ts';
import type { AlertKind } from '../domain/alert.ts';
import type { Kind } from '../domain/catalog.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { asksForFacts } from '../domain/rule-facts.ts';
import { reposOfRelease } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { sourcesAt, sourcesShowing } from '../store/shown-by.ts';
import { signalsOfRelease } from '../store/signals.ts';
import { type Labs, viewRelease } from './view-release.ts';

/** What is to be told of a release, as far as rules may ask about it. */
export interface ReleaseTelling {
  readonly kind: AlertKind;
  readonly release: ReleaseRow;
  /** Hub names of the repos that are told of; none where it is told by what is said of it. */
  readonly covers: readonly string[];
  /** Where it was read before. */
  readonly view?: ReleaseView;
}

/** What these rules may ask of a release; what none of them asks is not looked up. */
export async function releaseSubject(
  reader: Reader,
  { kind, release, covers, view }: ReleaseTelling,
  rules: readonly Rule[],
  labs: Labs,
): Promise<RuleSubject> {
  const wantsFacts = rules.some(({ where = {} }) => asksForFacts(where));
  const wantsSources = rules.some(({ where }) => where?.source !== undefined);
  return {
    kind,
    lab: release.lab,
    labParent: labs.get(release.lab)?.parent ?? null,
    release: {
      kind: release.kind as Kind,
      family: release.family,
      covers,
      ...(wantsFacts ? { view: view ?? (await viewRelease(reader, release, labs)) } : {}),
    },
    ...(wantsSources ? { sources: await sourcesOf(reader, release.id, covers) } : {}),
  };
}

/** The repos that are told of were shown by some source; where there are none, somebody spoke of the release. */
async function sourcesOf(reader: Reader, releaseId: string, covers: readonly string[]): Promise<string[]> {
  const repos = await reposOfRelease(reader, releaseId);
  const told = repos.filter((repo) => covers.includes(repo.name));
  if (told.length > 0)
    return await sourcesShowing(
      reader,
      told.map((repo) => repo.key),
    );
  const signals = await signalsOfRelease(reader, releaseId);
  return await sourcesAt(reader, [...new Set(signals.map((signal) => signal.locator))]);
}
