import type { LoggedEvent } from '../domain/events.ts';
import type { RepoObservation } from '../domain/observation.ts';
import { describeModels } from '../domain/release-facts.ts';
import type { FactView, ReleaseView } from '../domain/release-view.ts';
import type { ReleaseRow, RepoRow } from '../store/schema.ts';
import { factSource } from './view-release.ts';

/** What one source says of one thing, as `release ID --json` prints it. */
export interface ClaimView {
  /** The model that it is about, or the release. */
  readonly subject: string;
  readonly attribute: string;
  readonly value: unknown;
  readonly source: string;
  readonly url: string;
  /** In which words; null where it was read from a field and not from a text. */
  readonly quote: string | null;
  /** ISO 8601: when it was first seen to say so. */
  readonly observedAt: string;
}

/**
 * Every claim there is about a release: for each of its repos what that repo says alone, also where another is believed.
 * `events`: everything that happened to these repos, oldest first.
 */
export function viewClaims(
  release: ReleaseRow,
  view: ReleaseView,
  repos: readonly RepoRow[],
  events: readonly LoggedEvent[],
): ClaimView[] {
  const own = ['developer', 'released_on'].flatMap((attribute) => {
    const fact = view.facts[attribute];
    return fact === undefined ? [] : [claim(release.name, attribute, fact, release.first_seen)];
  });
  const eventsOf = Map.groupBy(events, (event) => event.key);
  return [
    ...own,
    ...announcements(release),
    ...repos.flatMap((repo) => claimsOfRepo(repo, eventsOf.get(repo.key) ?? [])),
  ];
}

/** What the catalog keeps of a plan: as baseline/planned.yaml says it. */
interface KeptPlan {
  readonly saidBy?: readonly { readonly article: string; readonly url: string; readonly quote: string }[];
}

/** What was said of the release before there were weights. */
export function announcements(release: ReleaseRow): ClaimView[] {
  const plan = release.planned === null ? {} : (JSON.parse(release.planned) as KeptPlan);
  const observedAt = new Date(release.first_seen).toISOString();
  return (plan.saidBy ?? []).map(({ article, url, quote }) => ({
    subject: release.name,
    attribute: 'announcement',
    value: url,
    source: article,
    url,
    quote,
    observedAt,
  }));
}

function claimsOfRepo(repo: RepoRow, events: readonly LoggedEvent[]): ClaimView[] {
  return describeModels([factSource(repo)]).flatMap((model) =>
    Object.entries(model.facts).map(([attribute, fact]) =>
      claim(model.name, attribute, fact, saidSince(repo, attribute, events)),
    ),
  );
}

function claim(subject: string, attribute: string, fact: FactView, observedAt: number): ClaimView {
  const { value, source, url } = fact;
  return {
    subject,
    attribute,
    value,
    source,
    url,
    quote: null,
    observedAt: new Date(observedAt).toISOString(),
  };
}

/** From which fields of a listing an attribute is read. */
const FIELDS: Readonly<Record<string, readonly (keyof RepoObservation)[]>> = {
  total_parameters: ['name', 'parameters'],
  active_parameters: ['name'],
  license: ['license'],
  languages: ['languages'],
  base_model: ['baseModels'],
  modalities: ['pipelineTag'],
  openness: ['gated'],
  paper: ['tags'],
};

/** The last event that brought one of the attribute's fields, in milliseconds since 1970. */
function saidSince(repo: RepoRow, attribute: string, events: readonly LoggedEvent[]): number {
  const fields = FIELDS[attribute] ?? [];
  const last = events.findLast(
    (event) => 'after' in event && fields.some((field) => Object.hasOwn(event.after, field)),
  );
  return last?.observedAt ?? repo.first_seen;
}
