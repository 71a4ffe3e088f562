import { counted } from '../../alerts/numbers.ts';
import {
  countGrowth,
  countRows,
  findFaults,
  type InspectedStore,
  serverVersion,
  sizeOnDisk,
} from '../../store/inspection.ts';
import type { SchemaState } from '../../store/migrate.ts';
import { bad, type Check, ok, warn } from './check.ts';

const WEEK = 7 * 86_400_000;
/** SQLite takes the log in at 4 MB; one that is so much larger has a reader that never ends. */
const LARGE_LOG = 256 * 1024 * 1024;

/** Schema, integrity, size and growth. Changes nothing. `now`: milliseconds since 1970. */
export async function checkStore(found: InspectedStore, now: number): Promise<Check[]> {
  const schema = checkSchema(found.schema, found.place);
  if (found.schema.kind !== 'current') return [schema];
  const health = found.dialect === 'sqlite' ? await checkIntegrity(found) : await checkServer(found);
  return [schema, health, await checkSize(found, now)];
}

function checkSchema(schema: SchemaState, place: string): Check {
  switch (schema.kind) {
    case 'current':
      return ok('database', `${place}, of this version`);
    case 'empty':
      return warn('database', `${place} is empty`, 'run "modelwatch refresh" or "modelwatch start"');
    case 'older':
      return bad(
        'database',
        `${place} is of an older version`,
        'back it up, stop every process, run "modelwatch migrate"',
      );
    case 'newer':
      return bad(
        'database',
        `${place} was written by a newer version`,
        'use that version, or another folder (--data)',
      );
    case 'foreign':
      return bad(
        'database',
        `${place} is a database of another program`,
        'use another folder (--data), or another schema (?schema=)',
      );
  }
}

async function checkIntegrity({ reader }: InspectedStore): Promise<Check> {
  const faults = await findFaults(reader);
  const [first] = faults;
  if (first === undefined) return ok('integrity', 'SQLite finds no fault');
  const hint =
    'stop every process, and go back to a backup, or save what is left with "sqlite3 modelwatch.db .recover"';
  return bad(
    'integrity',
    `SQLite finds ${counted(faults.length, 'fault')}: ${first.replaceAll('\n', ' ')}`,
    hint,
  );
}

/** The oldest that the program is tried with. */
const OLDEST_MAJOR = 15;

async function checkServer({ reader }: InspectedStore): Promise<Check> {
  const version = await serverVersion(reader);
  const major = Math.floor(version / 10_000);
  const name = `PostgreSQL ${major}.${version % 10_000}`;
  if (major >= OLDEST_MAJOR) return ok('server', name);
  return bad('server', `${name} is too old`, `use PostgreSQL ${OLDEST_MAJOR} or newer`);
}

async function checkSize(found: InspectedStore, now: number): Promise<Check> {
  const { reader } = found;
  const { database, log } = await sizeOnDisk(found);
  const rows = await countRows(reader);
  const growth = await countGrowth(reader, now - WEEK);
  const message = [
    `${megabytes(database)}${log > 0 ? ` and ${megabytes(log)} of log` : ''}`,
    Object.entries(rows)
      .map(([table, count]) => `${count.toLocaleString('en-US')} ${table}`)
      .join(', '),
    `in 7 days ${counted(growth.events, 'event')} and ${counted(growth.records, 'new record')}`,
  ].join('; ');
  if (log <= LARGE_LOG) return ok('size', message);
  return warn('size', message, 'some process reads without end: stop every process, then start again');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`;
}
