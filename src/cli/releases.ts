import { licenceInWords } from '../alerts/licence-and-languages.ts';
import { sizeInWords } from '../alerts/models-in-words.ts';
import { counted } from '../alerts/numbers.ts';
import type { Kind } from '../domain/catalog.ts';
import { type FactFilter, fitsFilter } from '../domain/release-filter.ts';
import { isLanguageModel } from '../domain/release-kind.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { isPlan } from '../domain/timeline.ts';
import { type Row, toCsv } from '../pipeline/csv-rows.ts';
import { type Labs, viewReleases } from '../pipeline/view-release.ts';
import { listReleases, type ReleaseFilter } from '../store/catalog.ts';
import { claimsOfReleases } from '../store/claims.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { listNews } from '../store/signals.ts';
import { askedOf, type TypedListing } from './asked-releases.ts';
import {
  claimRows,
  columnsOfRows,
  modelRows,
  newsRows,
  type RowKind,
  releaseRows,
  repoRows,
} from './catalog-rows.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { reading } from './reading.ts';
import { type RowFormat, toMarkdown } from './row-formats.ts';
import { type Cell, formatTable, heading, styled } from './table.ts';
import { wholeNumber } from './whole-number.ts';

export interface ReleasesOptions extends TypedListing {
  readonly limit?: string;
  readonly all?: boolean;
  readonly allKinds?: boolean;
  readonly rows?: RowKind;
  readonly format?: RowFormat;
  readonly json?: boolean;
}

/** What people are shown unless they ask for more. Programs get everything. */
const SHOWN = 50;

/** Lists releases, newest first. */
export async function releases(context: CommandContext, options: ReleasesOptions): Promise<ExitCode> {
  const { labs: list } = await context.configuration();
  const labs: Labs = new Map(list.map((lab) => [lab.id, lab]));
  const limit = options.limit === undefined ? null : wholeNumber(options.limit, '--limit');
  const { listed: filter, facts } = askedOf(options, list, context.clock.now());
  await reading(context, async (reader) => {
    const listed = await listReleases(reader, filter);
    const rows = await fitting(reader, listed, labs, facts);
    if (options.rows !== undefined || (options.format ?? 'text') !== 'text') {
      await printRows(context, reader, rows, labs, filter, limit, options);
      return;
    }
    if (options.json === true) {
      context.printJson(await viewReleases(reader, limit === null ? rows : rows.slice(0, limit), labs));
      return;
    }
    const wanted = options.allKinds === true ? rows : rows.filter(isForPeople);
    // What is only planned has no day of its own: it stands behind what is there.
    const there = wanted.filter((row) => !isPlan(row));
    const shown = there.slice(0, options.all === true ? there.length : (limit ?? SHOWN));
    const planned = wanted.filter(isPlan);
    printReleases(
      context,
      await viewReleases(reader, shown, labs),
      await viewReleases(reader, planned, labs),
    );
    printRest(context, there.length - shown.length, rows.length - wanted.length);
    if (rows.length === 0) context.print(emptiness(options));
  });
  return 0;
}

/** Those that the facts fit; all of them where no fact is asked for. */
async function fitting(
  reader: Reader,
  rows: readonly ReleaseRow[],
  labs: Labs,
  filter: FactFilter | null,
): Promise<readonly ReleaseRow[]> {
  if (filter === null) return rows;
  const views = await viewReleases(reader, rows, labs);
  return rows.filter((_, index) => fitsFilter(views[index] as ReleaseView, filter));
}

async function printRows(
  context: CommandContext,
  reader: Reader,
  releases: readonly ReleaseRow[],
  labs: Labs,
  filter: ReleaseFilter,
  limit: number | null,
  options: ReleasesOptions,
): Promise<void> {
  const kind = options.rows ?? 'releases';
  const all = await readRows(reader, kind, releases, labs, filter);
  const rows = limit === null ? all : all.slice(0, limit);
  const columns = columnsOfRows[kind];
  if (options.json === true)
    context.printJson(
      rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))),
    );
  else if (options.format === 'csv') context.print((await toCsv(columns, rows)).trimEnd());
  else if (options.format === 'md') context.print(toMarkdown(columns, rows));
  else printRowTable(context, columns, rows);
}

async function readRows(
  reader: Reader,
  kind: RowKind,
  releases: readonly ReleaseRow[],
  labs: Labs,
  filter: ReleaseFilter,
): Promise<Row[]> {
  if (kind === 'news') return newsRows(await listNews(reader, filter));
  if (kind === 'claims') {
    const names = new Map(releases.map((release) => [release.id, release.name]));
    const claims = await claimsOfReleases(reader, [...names.keys()]);
    return claimRows([...claims.values()].flat(), names);
  }
  const views = await viewReleases(reader, releases, labs);
  if (kind === 'models') return modelRows(views);
  return kind === 'repos' ? repoRows(views) : releaseRows(views);
}

/** For people: the columns in which something stands, without addresses and reasons. */
function printRowTable(context: CommandContext, columns: readonly string[], rows: readonly Row[]): void {
  if (rows.length === 0) {
    context.print('Nothing fits.');
    return;
  }
  const shown = columns.filter(
    (column) => !/_(?:url|reason|id)$|^url$/.test(column) && rows.some((row) => (row[column] ?? '') !== ''),
  );
  const cells = rows.map((row) =>
    shown.map((column) => {
      const value = row[column] ?? '';
      return typeof value === 'string' ? value : JSON.stringify(value);
    }),
  );
  context.print(formatTable(shown, cells, context.terminal.color));
}

function isForPeople(row: ReleaseRow): boolean {
  return isLanguageModel(row.kind as Kind) || (isPlan(row) && row.kind !== 'other');
}

function emptiness({ lab, since }: ReleasesOptions): string {
  if (lab === undefined && since === undefined) return 'No releases yet: run "modelwatch refresh".';
  const which = [lab === undefined ? '' : ` of ${lab}`, since === undefined ? '' : ` since ${since}`].join(
    '',
  );
  return `No releases${which}. Without ${lab === undefined ? '--since' : '--lab'} there may be others.`;
}

function printReleases(
  context: CommandContext,
  shown: readonly ReleaseView[],
  planned: readonly ReleaseView[],
): void {
  const { color } = context.terminal;
  const head = ['released', 'lab', 'release', 'kind', 'size', 'licence', 'repos'];
  if (shown.length > 0) context.print(formatTable(head, shown.map(releaseRow), color));
  if (planned.length === 0) return;
  if (shown.length > 0) context.print('');
  context.print(heading('Planned: said, and not there yet', color));
  const rows = planned.map(({ lab, name, id }): Cell[] => [lab, name, { text: id, style: 'dim' }]);
  context.print(formatTable(['lab', 'release', 'id'], rows, color));
}

function releaseRow(view: ReleaseView): Cell[] {
  const removed = view.status === 'removed';
  return [
    view.releasedOn ?? (view.repos.length > 0 ? view.firstSeenAt.slice(0, 10) : ''),
    view.lab,
    removed
      ? { text: `${view.name} (removed)`, style: 'dim' }
      : `${view.name}${view.repos.length === 0 ? WITHOUT_REPOS[view.status] : ''}`,
    view.kind,
    sizeCell(view),
    licenceInWords(view.facts.license?.value) ?? '',
    String(view.repos.length),
  ];
}

const WITHOUT_REPOS: Readonly<Record<ReleaseView['status'], string>> = {
  'open-weights': ' (repos not seen)',
  'api-only': ' (API only)',
  announced: ' (weights not seen)',
  removed: '',
};

/** Where the models of a release share no size, that of the largest and how many say none. */
function sizeCell({ facts, models }: ReleaseView): string {
  const shared = sizeInWords(facts);
  if (shared !== null) return shared;
  const sizes = models.map((model) => sizeInWords(model.facts)).filter((size) => size !== null);
  const [largest] = sizes;
  return largest === undefined ? '' : `${largest}; ${models.length - sizes.length} not stated`;
}

function printRest(context: CommandContext, more: number, otherKinds: number): void {
  const words = [
    more > 0 ? `${counted(more, 'older release')} not shown (--all, --limit N)` : '',
    otherKinds > 0
      ? `${counted(otherKinds, 'release')} of other kinds or of no kind known not shown (--all-kinds)`
      : '',
  ].filter((part) => part !== '');
  if (words.length > 0) context.print(styled(`${words.join('; ')}.`, 'dim', context.terminal.color));
}
