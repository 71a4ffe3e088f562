import { VERSION } from '../package-root.ts';
import { exportedLines } from '../pipeline/export-catalog.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { reading } from './reading.ts';

const LINES_BETWEEN_WAITS = 500;

/** Prints the whole catalog as JSON Lines. */
export async function exportCatalog(context: CommandContext): Promise<ExitCode> {
  await reading(context, async (reader) => {
    let lines = 0;
    for await (const line of exportedLines(reader, VERSION)) {
      context.print(line);
      lines += 1;
      if (lines % LINES_BETWEEN_WAITS === 0) await context.printed();
    }
  });
  return 0;
}
