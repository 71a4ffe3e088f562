import type { LoggedEvent } from '../domain/events.ts';
import type { RepoObservation } from '../domain/observation.ts';
import { readRepo, updateRepo } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import { foldName } from '../store/records.ts';
import { keepFactClaims } from './keep-claims.ts';
import { type CatalogContext, placeNewRepo, reconsiderByFiles, reconsiderRepo } from './place-repo.ts';
import { applySignal } from './place-signal.ts';

/** Takes one event into the catalog. Returns the ids of the releases that it touched. */
export async function applyEvent(
  tx: WriteTransaction,
  context: CatalogContext,
  event: LoggedEvent,
): Promise<readonly string[]> {
  switch (event.type) {
    case 'repo.baselined':
    case 'repo.added':
    case 'repo.recreated':
      if (context.hiddenRepos.has(foldName(event.after.name))) return [];
      return await placeNewRepo(tx, context, event);
    case 'repo.changed':
    case 'repo.gated':
    case 'repo.renamed':
      return await changeRepo(tx, context, event, event.after);
    case 'repo.returned':
      return await setRepoState(tx, event.key, 'present');
    case 'repo.removed':
      return await setRepoState(tx, event.key, 'removed');
    case 'repo.missing':
      return [];
    case 'repo.facts':
      return await takeFacts(tx, context, event);
    case 'belief.changed':
      return [];
    default:
      return await applySignal(tx, context, event);
  }
}

async function takeFacts(
  tx: WriteTransaction,
  context: CatalogContext,
  event: Extract<LoggedEvent, { type: 'repo.facts' }>,
): Promise<readonly string[]> {
  const repo = await readRepo(tx, event.key);
  if (repo === undefined) return [];
  await keepFactClaims(tx, repo, event.after, event.observedAt);
  return await reconsiderByFiles(tx, context, repo, event.after, event.observedAt);
}

async function changeRepo(
  tx: WriteTransaction,
  context: CatalogContext,
  event: LoggedEvent,
  changes: Partial<RepoObservation>,
): Promise<readonly string[]> {
  const repo = await readRepo(tx, event.key);
  if (repo === undefined) return [];
  const observation: RepoObservation = { ...(JSON.parse(repo.observation) as RepoObservation), ...changes };
  return await reconsiderRepo(tx, context, repo, observation, event.observedAt);
}

async function setRepoState(
  tx: WriteTransaction,
  key: string,
  state: 'present' | 'removed',
): Promise<readonly string[]> {
  const repo = await readRepo(tx, key);
  if (repo === undefined || repo.state === state) return [];
  // What comes back was told when it first came.
  await updateRepo(tx, key, { state, ...(state === 'present' ? { quiet: 1 } : {}) });
  return [repo.release_id];
}
