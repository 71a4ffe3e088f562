import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted } from '../alerts/numbers.ts';
import { newId, watchedSources } from '../compose.ts';
import { type RebuildDependencies, type RebuildReport, rebuildCatalog } from '../pipeline/rebuild-catalog.ts';
import { registerOverrides } from '../pipeline/register-overrides.ts';
import { copyDatabase } from '../store/copy.ts';
import { copyStore } from '../store/copy-store.ts';
import type { Database } from '../store/database.ts';
import { newLeaseOwner } from '../store/leases.ts';
import { foldName } from '../store/records.ts';
import { openStore, STORE_FILE } from '../store/store.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { formatTable, heading, styled } from './table.ts';

export interface RebuildOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Makes the catalog anew from its log, or shows what that would change. Alerts nobody. */
export async function rebuild(context: CommandContext, options: RebuildOptions): Promise<ExitCode> {
  const configuration = await context.configuration();
  const began = performance.now();
  const deps: RebuildDependencies = {
    labs: new Map(configuration.labs.map((lab) => [lab.id, lab])),
    sources: watchedSources(configuration, context.environment),
    articles: configuration.baseline,
    planned: configuration.planned,
    hiddenRepos: new Set(configuration.hiddenRepos.map(foldName)),
    newId,
    now: context.clock.now(),
  };
  const run = async (database: Database) =>
    await database.writeAtLength(async (tx) => {
      const report = await rebuildCatalog(tx, deps);
      await registerOverrides(tx, configuration.pins, deps);
      return report;
    });
  const report = options.dryRun === true ? await onCopy(context, run) : await onStore(context, run);
  const seconds = (performance.now() - began) / 1000;
  if (options.json === true) context.printJson(report);
  else printReport(context, report, seconds, options.dryRun === true);
  return 0;
}

/** No other process may be at work: what it had in mind of the catalog would be of the old one. */
async function onStore<T>(context: CommandContext, run: (database: Database) => Promise<T>): Promise<T> {
  // A store that is not there is not made.
  await (await context.openForReading()).close();
  const database = await context.openFor('migrate', newLeaseOwner());
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}

/** A daemon may go on beside it. */
async function onCopy<T>(context: CommandContext, run: (database: Database) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-rebuild-'));
  try {
    const copy = await openCopy(context, folder);
    try {
      return await run(copy);
    } finally {
      await copy.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A SQLite file of its own, whatever database it is a copy of. */
async function openCopy({ store, clock, openForReading }: CommandContext, folder: string): Promise<Database> {
  const source = await openForReading();
  const open = () => openStore({ folder, use: 'migrate', clock, clockIsSet: false, owner: newLeaseOwner() });
  try {
    if (store.kind === 'sqlite') {
      await copyDatabase(store.file, join(folder, STORE_FILE));
      return await open();
    }
    const copy = await open();
    await copyStore(source, copy);
    return copy;
  } finally {
    await source.close();
  }
}

const SHOWN = 50;

function printReport(context: CommandContext, report: RebuildReport, seconds: number, dry: boolean): void {
  const { color } = context.terminal;
  const block = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) => {
    if (rows.length === 0) return;
    context.print(heading(`${title}: ${rows.length.toLocaleString('en-US')}`, color));
    context.print(formatTable(head, rows.slice(0, SHOWN), color));
    if (rows.length > SHOWN) context.print(styled(`and ${rows.length - SHOWN} more: --json`, 'dim', color));
    context.print('');
  };
  block(
    'New releases',
    ['lab', 'release', 'id'],
    report.opened.map(({ lab, name, id }) => [lab, name, id]),
  );
  block(
    'Releases that are no more',
    ['lab', 'release', 'id'],
    report.gone.map(({ lab, name, id }) => [lab, name, id]),
  );
  block(
    'Merged',
    ['lab', 'release', ''],
    report.merged.map(({ from, into }) => [from.lab, from.name, `into ${into.name}`]),
  );
  block(
    'Changed',
    ['lab', 'release', 'what', 'before → after'],
    report.changed.map(({ release, field, before, after }) => [
      release.lab,
      release.name,
      field,
      `${before ?? 'nothing'} → ${after ?? 'nothing'}`,
    ]),
  );
  block(
    'Repos that moved',
    ['repo', 'from → to'],
    report.moved.map(({ repo, from, to }) => [repo, `${from} → ${to}`]),
  );
  block(
    'Beliefs that changed',
    ['lab', 'of', 'what', 'before → after'],
    report.beliefs.map(({ release, model, attribute, before, after }) => [
      release.lab,
      model === '' ? release.name : model,
      attribute,
      `${JSON.stringify(before)} → ${JSON.stringify(after)}`,
    ]),
  );
  const { opened, gone, merged, changed, moved, beliefs } = report;
  const changes = [opened, gone, merged, changed, moved, beliefs].reduce((sum, list) => sum + list.length, 0);
  const done = `${counted(report.events, 'event')}, ${counted(report.releases, 'release')}, ${seconds.toFixed(1)} s`;
  const what = changes === 0 ? 'nothing' : counted(changes, 'thing');
  context.print(`${dry ? 'Would change' : 'Changed'} ${what} (${done}). Nobody is told of it.`);
}
