import { backup, DatabaseSync } from 'node:sqlite';

/**
 * All pages in one step, so all as they are at one moment: a copy in several steps begins anew whenever another process
 * has written meanwhile (https://www.sqlite.org/backup.html), which beside a daemon would go on for ever.
 */
const ALL_PAGES = 2 ** 31 - 1;

/** Writes the database, as it is now, into a new file: readers and writers go on meanwhile. */
export async function copyDatabase(file: string, target: string): Promise<void> {
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    await backup(source, target, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
}
