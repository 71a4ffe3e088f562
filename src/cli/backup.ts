import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { counted } from '../alerts/numbers.ts';
import { UsageError } from '../errors.ts';
import { writeBackup } from '../store/backup.ts';
import { placeOf } from '../store/store.ts';
import { postgresArguments } from './backup-of-server.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { moment } from './moments.ts';

export interface BackupOptions {
  readonly force?: boolean;
}

/** Writes the database into one file, beside a daemon or without one, and checks it. */
export async function backup(
  context: CommandContext,
  file: string,
  options: BackupOptions,
): Promise<ExitCode> {
  const { store } = context;
  if (store.kind === 'postgres') {
    throw new UsageError('backup-postgres', 'the database is on PostgreSQL, whose own tools back it up', [
      `pg_dump --format=custom --no-owner --file=${quoted(file)} ${postgresArguments(store.url)}`,
    ]);
  }
  if (!existsSync(store.file)) {
    throw new UsageError('backup-nothing', `there is no database yet: ${placeOf(store)}`);
  }
  const target = resolve(file);
  refuseTarget(target, store.file, options.force === true);
  const { releases, latest } = await writeBackup(store.file, target);
  const size = `${(statSync(target).size / 1024 / 1024).toFixed(1)} MB`;
  const until = latest === null ? 'nothing was looked at yet' : `as of ${moment(latest)}`;
  context.print(`Backed up into ${target}: ${counted(releases, 'release')}, ${until}; ${size}, checked.`);
  return 0;
}

function refuseTarget(target: string, store: string, force: boolean): void {
  if (target === resolve(store)) {
    throw new UsageError('backup-target', `${target} is the database itself: name another file`);
  }
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile())
    throw new UsageError('backup-target', `${target} is no file: name one that is not there`);
  if (!force) {
    throw new UsageError(
      'backup-target',
      `${target} is there already: name another, or replace it with --force`,
    );
  }
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
