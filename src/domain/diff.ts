import type { ChangeEvent } from './events.ts';
import type { RepoObservation } from './observation.ts';

/** Fields that make an observation another one. `lastModified` is not among them: it moves with `sha`. */
const COMPARED = [
  'name',
  'createdAt',
  'sha',
  'pipelineTag',
  'libraryName',
  'tags',
  'gated',
  'disabled',
  'license',
  'languages',
  'baseModels',
  'parameters',
] as const satisfies readonly (keyof RepoObservation)[];

/**
 * The text that two observations share exactly where nothing that matters differs. Stored as a hash: field order and
 * meaning must not change without a new version of the stored hashes.
 */
export function canonicalContent(observation: RepoObservation): string {
  return JSON.stringify([
    observation.name,
    observation.createdAt,
    observation.sha ?? observation.lastModified,
    observation.pipelineTag,
    observation.libraryName,
    observation.tags,
    observation.gated,
    observation.disabled,
    observation.license,
    observation.languages,
    observation.baseModels === null ? null : [observation.baseModels.relation, observation.baseModels.names],
    observation.parameters === null ? null : [observation.parameters.total, observation.parameters.byType],
  ]);
}

/**
 * The events that turn `before` into `after`, for a repo that was there and still is. Empty where only what is not
 * compared differs. A rename and a change of gating are events of their own; what else differs is one `repo.changed`.
 */
export function changesBetween(before: RepoObservation, after: RepoObservation): readonly ChangeEvent[] {
  const events: ChangeEvent[] = [];
  const key = after.key;
  if (before.name !== after.name) {
    events.push({ type: 'repo.renamed', key, before: { name: before.name }, after: { name: after.name } });
  }
  if (before.gated !== after.gated) {
    events.push({ type: 'repo.gated', key, before: { gated: before.gated }, after: { gated: after.gated } });
  }
  const oldValues: Record<string, unknown> = {};
  const newValues: Record<string, unknown> = {};
  for (const field of COMPARED) {
    if (field === 'name' || field === 'gated' || sameValue(before[field], after[field])) continue;
    oldValues[field] = before[field];
    newValues[field] = after[field];
  }
  if (Object.keys(newValues).length > 0) {
    events.push({ type: 'repo.changed', key, before: oldValues, after: newValues });
  }
  return events;
}

function sameValue(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
