import type { DescribedRelease } from '../domain/claims/described-release.ts';
import type { Belief, BeliefEvent } from '../domain/events.ts';
import type { FactView } from '../domain/release-view.ts';
import type { WriteTransaction } from '../store/database.ts';
import { appendEvents } from '../store/events.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { CATALOG } from './first-claims.ts';

/** Writes down which beliefs of a release are others than before. What was not known before is no change. */
export async function logChangedBeliefs(
  tx: WriteTransaction,
  release: Pick<ReleaseRow, 'id' | 'lab' | 'name' | 'described' | 'lifecycle'>,
  described: DescribedRelease,
  lifecycle: string,
  now: number,
): Promise<void> {
  if (release.described === null) return;
  const before = JSON.parse(release.described) as DescribedRelease;
  const changes = [
    ...changedBeliefs(release.name, before, described),
    ...turnOf(release, lifecycle, described),
  ];
  if (changes.length === 0) return;
  const events = changes.map(({ before, after }) => {
    const event: BeliefEvent = { type: 'belief.changed', key: release.id, before, after };
    return { lab: release.lab, event };
  });
  await appendEvents(tx, events, { locator: CATALOG, observedAt: now, notBefore: null, gap: 'none' });
}

interface ChangedBelief {
  readonly before: Belief;
  readonly after: Belief;
}

/**
 * Ranges and lists grow as models and claims come: only a value in the place of another is another belief. Where the same
 * place says something else now, its own event tells that already.
 */
export function changedBeliefs(
  release: string,
  before: DescribedRelease,
  after: DescribedRelease,
): ChangedBelief[] {
  const changes = changedFacts({ release, model: '' }, before.facts, after.facts);
  for (const model of after.models) {
    const known = before.models.find(({ name }) => name === model.name);
    if (known !== undefined)
      changes.push(...changedFacts({ release, model: model.name }, known.facts, model.facts));
  }
  // What a release shares with its only model is one belief.
  const seen = new Set<string>();
  return changes.filter(({ before: was, after: is }) => {
    const key = JSON.stringify([is.attribute, was.value, is.value]);
    return !seen.has(key) && seen.add(key);
  });
}

/** How a release goes on is told from its repos where nobody says it. */
function turnOf(
  release: Pick<ReleaseRow, 'name' | 'lifecycle'>,
  lifecycle: string,
  { facts }: DescribedRelease,
): ChangedBelief[] {
  if (release.lifecycle === lifecycle) return [];
  const said = facts.lifecycle?.value === lifecycle ? facts.lifecycle : undefined;
  const { reason, source, url } = said ?? { reason: 'by what is there of it', source: CATALOG, url: '' };
  const subject = { release: release.name, model: '' };
  const belief = (value: string) => ({ ...subject, attribute: 'lifecycle', value, reason, source, url });
  return [{ before: belief(release.lifecycle), after: belief(lifecycle) }];
}

type Facts = Readonly<Record<string, FactView>>;

type Subject = Pick<Belief, 'release' | 'model'>;

function changedFacts(subject: Subject, before: Facts, after: Facts): ChangedBelief[] {
  return Object.entries(after).flatMap(([attribute, is]) => {
    const was = before[attribute];
    if (was === undefined || attribute === 'lifecycle') return [];
    if (!isSingle(was.value) || !isSingle(is.value) || was.value === is.value) return [];
    if (was.source === is.source && was.url === is.url) return [];
    return [{ before: beliefOf(subject, attribute, was), after: beliefOf(subject, attribute, is) }];
  });
}

function isSingle(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function beliefOf(subject: Subject, attribute: string, { value, reason, source, url }: FactView): Belief {
  return { ...subject, attribute, value, reason, source, url };
}
