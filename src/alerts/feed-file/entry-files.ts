import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type FeedEntry, feedEntry } from './entry.ts';

/** The entries of one feed, one file each, beside the feeds that are made from them. */

/** What a process that was killed left half written is swept away then. */
const ABANDONED_MS = 60 * 60 * 1000;

/** `id` is `urn:uuid:…`. Replaces the entry of that id. */
export async function putEntry(folder: string, entry: FeedEntry): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, fileOf(entry.id)), JSON.stringify(entry));
}

/** Newest first. What is no entry is passed over. */
export async function readEntries(folder: string): Promise<FeedEntry[]> {
  const names = await ifThere(readdir(folder), []);
  const texts = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => ifThere(readFile(join(folder, name), 'utf8'), '')),
  );
  return texts.flatMap(parseEntry).sort(newestFirst);
}

export async function readEntry(folder: string, id: string): Promise<FeedEntry | null> {
  const [entry] = parseEntry(await ifThere(readFile(join(folder, fileOf(id)), 'utf8'), ''));
  return entry ?? null;
}

export async function removeEntry(folder: string, id: string): Promise<void> {
  await rm(join(folder, fileOf(id)), { force: true });
}

/** Other processes see the file as it was or as it is, never a part of it; nor is a part left after a crash. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(unfinished, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

/** Removes unfinished files that nobody is writing any more. `now`: milliseconds since 1970 by the machine's clock. */
export async function sweep(folder: string, now: number): Promise<void> {
  for (const name of await ifThere(readdir(folder), [])) {
    if (!/\.[0-9a-f]{12}\.tmp$/.test(name)) continue;
    const file = join(folder, name);
    const found = await ifThere(stat(file), null);
    if (found !== null && now - found.mtimeMs > ABANDONED_MS) await ifThere(unlink(file), undefined);
  }
}

function fileOf(id: string): string {
  return `${id.replaceAll(/[^0-9a-f-]/g, '').slice(-36)}.json`;
}

function parseEntry(text: string): FeedEntry[] {
  try {
    const { data } = feedEntry.safeParse(JSON.parse(text));
    return data === undefined ? [] : [data];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function newestFirst(one: FeedEntry, other: FeedEntry): number {
  return Date.parse(other.published) - Date.parse(one.published) || (one.id < other.id ? -1 : 1);
}

/** Another process may have removed it a moment ago. */
async function ifThere<T, F>(reading: Promise<T>, otherwise: F): Promise<T | F> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}
