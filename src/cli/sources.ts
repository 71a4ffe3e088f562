import { counted } from '../alerts/numbers.ts';
import { suggest } from '../domain/nearest.ts';
import { sourceStates } from '../domain/source-health.ts';
import { UsageError } from '../errors.ts';
import { type SourceView, standingOfSources, viewSources } from '../pipeline/view-sources.ts';
import { hostOf } from '../sources/source-standing.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { fromNow } from './moments.ts';
import { readingIfThere } from './reading.ts';
import { countShown, factsInWords, nextLook, stateInWords, sumOfFacts } from './source-state.ts';
import { type Cell, formatTable, heading, type Style, styled } from './table.ts';

export interface SourcesOptions {
  readonly kind?: string;
  /** One or several, with commas between. */
  readonly state?: string;
  readonly json?: boolean;
}

/** Lists the configured sources and how they do; works without a store, too. */
export async function sources(context: CommandContext, options: SourcesOptions): Promise<ExitCode> {
  const { sources: configs } = await context.configuration();
  const states = chosenStates(options.state);
  const kinds = [...new Set(configs.map(({ kind }) => kind))];
  if (options.kind !== undefined && !kinds.some((kind) => kind === options.kind)) {
    throw new UsageError(
      'sources-selection',
      `no such kind: ${options.kind}${suggest(options.kind, kinds, 'kinds')}`,
    );
  }
  const stored = await readingIfThere(context, standingOfSources);
  const now = context.clock.now();
  const { hfEndpoint } = context.environment;
  const views = viewSources(configs, (config) => hostOf(config, hfEndpoint), stored, now)
    .filter((view) => options.kind === undefined || view.kind === options.kind)
    .filter((view) => states === null || states.has(view.state));
  if (options.json === true) context.printJson(views);
  else printSources(context, views, configs.length, now);
  return 0;
}

function chosenStates(text: string | undefined): ReadonlySet<string> | null {
  if (text === undefined) return null;
  const states: readonly string[] = sourceStates.filter((state) => state !== 'unchanged');
  const chosen = text.split(',').map((state) => state.trim());
  const unknown = chosen.find((state) => !states.includes(state));
  if (unknown === undefined) return new Set(chosen);
  throw new UsageError('sources-selection', `no such state: ${unknown}${suggest(unknown, states, 'states')}`);
}

/** One table for each kind, what needs a person first. */
function printSources(
  context: CommandContext,
  views: readonly SourceView[],
  configured: number,
  now: number,
): void {
  const { color } = context.terminal;
  if (configured === 0) {
    context.print('No sources: write some into sources.yaml.');
    return;
  }
  for (const [kind, ofKind] of Map.groupBy(views, (view) => view.kind)) {
    const worstFirst = [...ofKind].sort((left, right) => rank(left) - rank(right));
    context.print(heading(`${kind}: ${inStates(ofKind)}`, color));
    const head = ['source', 'lab', 'shows', 'last good look', 'next look', 'state'];
    context.print(
      formatTable(
        head,
        worstFirst.map((view) => sourceRow(view, now)),
        color,
      ),
    );
    const facts = factsInWords(sumOfFacts(ofKind.flatMap((view) => view.facts ?? [])));
    if (facts !== null) context.print(styled(`Facts in the files of repos: ${facts}.`, 'dim', color));
    context.print('');
  }
  const rest = configured - views.length;
  const left = rest > 0 ? ` ${counted(rest, 'other')} not shown.` : '';
  context.print(
    styled(
      `${counted(views.length, 'source')}: ${inStates(views) || 'none of them so'}.${left}`,
      'dim',
      color,
    ),
  );
  if (views.length > 0 && views.every((view) => view.state === 'never')) {
    context.print('Nothing was looked at yet: run "modelwatch refresh", or "modelwatch start".');
  }
}

function rank({ state }: SourceView): number {
  return sourceStates.indexOf(state);
}

function sourceRow(view: SourceView, now: number): Cell[] {
  return [
    view.id,
    view.lab ?? '',
    view.observations === undefined ? '' : countShown(view.observations, view.shows),
    view.lastGoodAt === undefined ? '' : fromNow(Date.parse(view.lastGoodAt), now),
    nextLook(view, now),
    // Last, since it may be long: what runs over the edge moves no other column.
    stateCell(view, now),
  ];
}

const STYLES: Readonly<Record<SourceView['state'], Style | null>> = {
  ok: null,
  never: 'dim',
  parked: 'yellow',
  silent: 'yellow',
  suspect: 'yellow',
  failing: 'red',
  gone: 'red',
};

function stateCell(view: SourceView, now: number): Cell {
  const style = STYLES[view.state];
  const text = stateInWords(view, now);
  return style === null ? text : { text, style };
}

/** `1 failing, 37 ok`, the worst first. */
function inStates(views: readonly SourceView[]): string {
  return sourceStates
    .map((state) => ({ state, count: views.filter((view) => view.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(', ');
}
