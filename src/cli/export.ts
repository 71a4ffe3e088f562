import { VERSION } from '../package-root.ts';
import { appliedMigrations } from '../store/migrate.ts';
import { readAllRows } from '../store/transfer.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { reading } from './reading.ts';
import { LineDigest, lineOf } from './transfer-lines.ts';

const LINES_BETWEEN_WAITS = 500;

/** Prints the whole catalog as JSON Lines: a head, a row a line, an end with its digest. */
export async function exportCatalog(context: CommandContext): Promise<ExitCode> {
  await reading(context, async (reader) => {
    context.print(lineOf({ modelwatch: VERSION, schema: await appliedMigrations(reader) }));
    const digest = new LineDigest();
    let lines = 0;
    for await (const row of readAllRows(reader)) {
      const line = lineOf(row);
      digest.add(line);
      context.print(line);
      lines += 1;
      if (lines % LINES_BETWEEN_WAITS === 0) await context.printed();
    }
    context.print(lineOf(digest.end()));
  });
  return 0;
}
