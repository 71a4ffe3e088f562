import type { Kind, RepoRole } from '../domain/catalog.ts';
import type { RepoObservation } from '../domain/observation.ts';
import type { FactSource } from '../domain/release-facts.ts';
import type { RepoRow } from '../store/schema.ts';

/** What of a repo its claims are read from. */
export function factSource(repo: RepoRow): FactSource {
  return {
    name: repo.name,
    modelName: repo.model_name,
    kind: repo.kind as Kind,
    role: repo.role as RepoRole,
    quantization: repo.quantization,
    totalParameters: repo.total_parameters,
    activeParameters: repo.active_parameters,
    observation: JSON.parse(repo.observation) as RepoObservation,
  };
}

/** Full-precision repos speak for a model before its quantisations, bases of it after what people use. */
export function standingOf(repo: Pick<RepoRow, 'quantization' | 'role'>): number {
  return (repo.quantization === null ? 0 : 2) + (repo.role === 'base' ? 1 : 0);
}
