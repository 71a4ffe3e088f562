import type { LoggedEvent } from '../domain/events.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { CatalogContext } from './place-repo.ts';

/** Takes an article or entry into the catalog. Returns the ids of the releases touched. */
export async function applySignal(
  _tx: WriteTransaction,
  _context: CatalogContext,
  _event: LoggedEvent,
): Promise<readonly string[]> {
  return [];
}
