import type { Reader } from '../store/database.ts';
import { appliedMigrations } from '../store/migrate.ts';
import { readAllRows } from '../store/transfer.ts';
import { LineDigest, lineOf } from '../store/transfer-lines.ts';

/**
 * The whole catalog as JSON Lines, without their line ends: a head, a row a line, an end with its digest. `version`: of
 * the program.
 */
export async function* exportedLines(reader: Reader, version: string): AsyncGenerator<string> {
  yield lineOf({ modelwatch: version, schema: await appliedMigrations(reader) });
  const digest = new LineDigest();
  for await (const row of readAllRows(reader)) {
    const line = lineOf(row);
    digest.add(line);
    yield line;
  }
  yield lineOf(digest.end());
}
