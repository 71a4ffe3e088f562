import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UsageError } from '../errors.ts';
import type { WriteTransaction } from '../store/database.ts';
import { newLeaseOwner } from '../store/leases.ts';
import { appliedMigrations } from '../store/migrate.ts';
import { continueNumbers, deferReferences, isEmpty, type TransferRow, writeRows } from '../store/transfer.ts';
import { LineDigest, parseLine, type TransferHead } from '../store/transfer-lines.ts';
import type { CommandContext, ExitCode } from './context.ts';

const ROWS_AT_ONCE = 1000;

/** Reads an exported catalog into an empty store: all of it, or nothing. Alerts nobody. */
export async function importCatalog(context: CommandContext, file: string): Promise<ExitCode> {
  const database = await context.openFor('migrate', newLeaseOwner());
  try {
    const rows = await database.writeAtLength(async (tx) => {
      if (!(await isEmpty(tx))) {
        throw new UsageError('import-not-empty', `there is a catalog in ${database.place} already`, [
          'Name a folder without one: modelwatch import FILE --data NEW_FOLDER',
        ]);
      }
      await deferReferences(tx);
      // Nobody else can want a store that is empty: it may stay locked while the file is read.
      return await readInto(tx, file);
    });
    context.print(`Imported ${rows.toLocaleString('en-US')} rows into ${database.place}.`);
    return 0;
  } finally {
    await database.close();
  }
}

async function readInto(tx: WriteTransaction, file: string): Promise<number> {
  const digest = new LineDigest();
  let waiting: TransferRow[] = [];
  let number = 0;
  let ended = false;
  for await (const line of linesOf(file)) {
    number += 1;
    if (ended) throw incomplete();
    const value = parseLine(line, number);
    if (number === 1) {
      await refuseOtherSchema(tx, value as TransferHead);
      continue;
    }
    if ('end' in value) {
      if (JSON.stringify(value) !== JSON.stringify(digest.end())) throw incomplete();
      ended = true;
      continue;
    }
    if (!('table' in value)) throw incomplete();
    digest.add(line);
    waiting.push(value);
    if (waiting.length < ROWS_AT_ONCE) continue;
    await writeRows(tx, waiting);
    waiting = [];
  }
  if (!ended) throw incomplete();
  await writeRows(tx, waiting);
  await continueNumbers(tx);
  return digest.end().end.rows;
}

function linesOf(file: string): AsyncIterable<string> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

async function refuseOtherSchema(tx: WriteTransaction, head: TransferHead): Promise<void> {
  const own = await appliedMigrations(tx);
  if (JSON.stringify(head.schema) === JSON.stringify(own)) return;
  throw new UsageError(
    'import-version',
    `the file was written by modelwatch ${head.modelwatch}, with other tables`,
    ['Import it with that version, bring it up to date with "modelwatch migrate", and export it again.'],
  );
}

function incomplete(): UsageError {
  return new UsageError('import-incomplete', 'the file is not whole: it was cut short or changed', [
    'Nothing was imported. Export it again.',
  ]);
}
