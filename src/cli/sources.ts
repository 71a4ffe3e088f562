import { counted } from '../alerts/numbers.ts';
import type { SourceConfig } from '../config/configuration.ts';
import { locatorOf } from '../sources/source-config.ts';
import { listSources } from '../store/sources.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { fromNow } from './moments.ts';
import { readingIfThere } from './reading.ts';
import { type SourceView, stateInWords, viewSource } from './source-state.ts';
import { type Cell, formatTable, type Style, styled } from './table.ts';

/** Lists the configured sources and how they do; works without a store, too. */
export async function sources(
  context: CommandContext,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const configuration = await context.configuration();
  const rows = (await readingIfThere(context, listSources)) ?? [];
  const known = new Map(rows.map((row) => [row.locator, row]));
  const now = context.clock.now();
  const views = configuration.sources.map((source: SourceConfig) => {
    const locator = locatorOf(source);
    return viewSource(
      { id: source.id, kind: source.kind, lab: source.lab ?? null, locator },
      known.get(locator),
      now,
    );
  });
  if (options.json === true) {
    context.printJson(views);
    return 0;
  }
  const { color } = context.terminal;
  if (views.length === 0) {
    context.print('No sources: write some into sources.yaml.');
    return 0;
  }
  const head = ['source', 'kind', 'lab', 'state', 'repos', 'last good look', 'next look'];
  context.print(
    formatTable(
      head,
      views.map((view) => sourceRow(view, now)),
      color,
    ),
  );
  context.print(styled(summary(views), 'dim', color));
  if (views.every((view) => view.state === 'never')) {
    context.print('Nothing was looked at yet: run "modelwatch refresh", or "modelwatch start".');
  }
  return 0;
}

function sourceRow(view: SourceView, now: number): Cell[] {
  return [
    view.id,
    view.kind,
    view.lab ?? '',
    stateCell(view, now),
    view.observations === undefined ? '' : String(view.observations),
    view.lastGoodAt === undefined ? '' : fromNow(Date.parse(view.lastGoodAt), now),
    nextLook(view, now),
  ];
}

function nextLook(view: SourceView, now: number): string {
  if (view.nextDueAt === undefined) return '';
  const at = Date.parse(view.nextDueAt);
  return at > now ? fromNow(at, now) : 'due';
}

const STYLES: Readonly<Record<SourceView['state'], Style | null>> = {
  ok: null,
  never: 'dim',
  parked: 'yellow',
  suspect: 'yellow',
  failing: 'red',
};

function stateCell(view: SourceView, now: number): Cell {
  const style = STYLES[view.state];
  const text = stateInWords(view, now);
  return style === null ? text : { text, style };
}

function summary(views: readonly SourceView[]): string {
  const counts = Map.groupBy(views, (view) => view.state);
  const parts = [...counts].map(([state, list]) => `${list.length} ${state}`);
  return `${counted(views.length, 'source')}: ${parts.join(', ')}.`;
}
