import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { counted } from '../alerts/numbers.ts';
import { UsageError } from '../errors.ts';
import { restoreBackup } from '../store/backup.ts';
import { postgresArguments } from './backup-of-server.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { moment } from './moments.ts';

export interface RestoreOptions {
  readonly force?: boolean;
}

/** Puts a backup where the database is to be; with `force`, one that is there is moved aside. Not while a process has it open. */
export async function restore(
  context: CommandContext,
  file: string,
  options: RestoreOptions,
): Promise<ExitCode> {
  const { store, clock } = context;
  if (store.kind === 'postgres') {
    throw new UsageError('restore-postgres', 'the database is on PostgreSQL, whose own tools restore it', [
      `pg_restore --clean --if-exists --no-owner --single-transaction ${databaseOf(store.url)} FILE`,
    ]);
  }
  const backup = resolve(file);
  if (!existsSync(backup)) throw new UsageError('restore-nothing', `there is no such file: ${backup}`);
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const aside = `${store.file}.before-${stamp}`;
  const done = await restoreBackup(backup, store.file, options.force === true ? aside : null);
  context.print(`Restored ${backup} into ${store.file}: ${counted(done.releases, 'release')}, checked.`);
  if (done.movedAside) context.print(`What was there is kept: ${aside}`);
  if (done.latest !== null) {
    context.print(
      `It knows what was seen and told until ${moment(done.latest)}: what came later is told again.`,
    );
  }
  if (done.schema === 'older') {
    context.print(
      'It is of an older version: "modelwatch start" or "modelwatch migrate" brings it to this one.',
    );
  }
  return 0;
}

function databaseOf(url: string): string {
  const named = postgresArguments(url);
  return named.startsWith('--') ? named : `--dbname=${named}`;
}
