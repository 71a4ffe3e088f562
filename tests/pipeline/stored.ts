import type { Database } from '../../src/store/database.ts';
import { readEvents } from '../../src/store/events.ts';
import type { Rig } from './rig.ts';

/** Everything that an observation can change, as text: equal texts mean that nothing was written. */
export async function dump({ reader }: Database): Promise<string> {
  const tables = await Promise.all([
    reader.selectFrom('records').selectAll().orderBy('key').execute(),
    reader.selectFrom('events').selectAll().orderBy('n').execute(),
    reader.selectFrom('repos').selectAll().orderBy('key').execute(),
    reader.selectFrom('releases').selectAll().orderBy('seq').execute(),
    reader.selectFrom('alerts').selectAll().orderBy('seq').execute(),
  ]);
  return JSON.stringify(tables);
}

/** Types and repo names (or keys) of the events after a baseline, oldest first. */
export async function eventsOf(rig: Rig): Promise<string[]> {
  const events = await readEvents(rig.runtime.database.reader, { after: 0, limit: 10_000, baseline: false });
  const names = new Map<string, string>();
  for (const { key, name } of await rig.runtime.database.reader
    .selectFrom('records')
    .select(['key', 'name'])
    .execute())
    names.set(key, name);
  return events.map((event) => `${event.type} ${names.get(event.key) ?? event.key}`);
}

export async function releaseNames(rig: Rig): Promise<string[]> {
  const rows = await rig.runtime.database.reader
    .selectFrom('releases')
    .select('name')
    .where('merged_into', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}

/** State of one source, by its organization. */
export async function sourceState(rig: Rig, org: string) {
  return await rig.runtime.database.reader
    .selectFrom('sources')
    .selectAll()
    .where('locator', '=', `huggingface-org:${org.toLowerCase()}`)
    .executeTakeFirstOrThrow();
}
