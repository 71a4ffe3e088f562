import { backup, DatabaseSync } from 'node:sqlite';

/** Writes the database, as it is now, into a new file: readers and writers go on meanwhile. */
export async function copyDatabase(file: string, target: string): Promise<void> {
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    await backup(source, target);
  } finally {
    source.close();
  }
}
