import type { Reader, WriteTransaction } from './database.ts';
import { ask } from './plain-query.ts';

/**
 * Changes whenever anything that is shown of releases and labs may have changed, whichever process changed it: short text
 * for validators and caches. What is configured, the state of sources and of deliveries are not part of it.
 */
export async function catalogVersion(reader: Reader): Promise<string> {
  const [row] = await ask<{ applied: number; changes: string }>(reader, VERSION, []);
  return `${row?.applied ?? 0}.${row?.changes ?? 0}`;
}

// Each lab's position in the log only grows, so their sum tells any two states apart. 50 labs: 0.02 ms.
const VERSION = `select (select coalesce(sum(applied_n), 0) from catalog_cursors) as applied,
  (select coalesce(max(value), '0') from meta where key = 'catalog_changes') as changes`;

/** To be called where the catalog changes and no position in the log moves: documents, decisions of operators, a rebuild. */
export async function noteCatalogChange(tx: WriteTransaction): Promise<void> {
  await ask(
    tx,
    `insert into meta (key, value) values ('catalog_changes', '1')
      on conflict (key) do update set value = cast(cast(meta.value as integer) + 1 as text)`,
    [],
  );
}
