import { StoreError } from '../errors.ts';
import type { Reader } from '../store/database.ts';
import type { CommandContext } from './context.ts';

/** Runs `read` on the store and closes it. Throws StoreError where there is none, or it cannot be read. */
export async function reading<T>(context: CommandContext, read: (reader: Reader) => Promise<T>): Promise<T> {
  const database = await context.openForReading();
  try {
    return await read(database.reader);
  } finally {
    await database.close();
  }
}

/** The same, and null where there is no store yet. */
export async function readingIfThere<T>(
  context: CommandContext,
  read: (reader: Reader) => Promise<T>,
): Promise<T | null> {
  try {
    return await reading(context, read);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store-absent') return null;
    throw error;
  }
}
