import { counted } from '../alerts/numbers.ts';
import { type LabView, viewLabs } from '../pipeline/view-labs.ts';
import { standingOfLabs } from '../store/catalog.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { readingIfThere } from './reading.ts';
import { type Cell, formatTable, styled } from './table.ts';

/** Lists labs; works without a store, too. */
export async function labs(context: CommandContext, options: { readonly json?: boolean }): Promise<ExitCode> {
  const configuration = await context.configuration();
  const standing = await readingIfThere(context, standingOfLabs);
  const withSources = new Set(configuration.sources.flatMap((source) => source.lab ?? []));
  const views = viewLabs(configuration.labs, withSources, standing ?? new Map());
  if (options.json === true) {
    context.printJson(views);
    return 0;
  }
  const { color } = context.terminal;
  if (views.length === 0) {
    context.print('No labs: write some into labs.yaml.');
    return 0;
  }
  const head = ['id', 'name', 'part of', 'releases', 'repos', 'newest language model'];
  context.print(formatTable(head, views.map(labRow), color));
  const watched = views.filter((lab) => lab.watched).length;
  context.print(styled(`${counted(views.length, 'lab')}, ${watched} of them watched.`, 'dim', color));
  if (standing === null) context.print('Nothing was looked at yet: run "modelwatch refresh".');
  return 0;
}

function labRow(lab: LabView): Cell[] {
  const name = lab.zh === undefined ? lab.name : `${lab.name} ${lab.zh}`;
  return [
    lab.id,
    name,
    lab.parent ?? '',
    lab.releases > 0 ? String(lab.releases) : '',
    lab.repos > 0 ? String(lab.repos) : '',
    lastCell(lab),
  ];
}

function lastCell(lab: LabView): Cell {
  if (!lab.watched) return { text: `not watched: ${lab.unwatched ?? 'no source'}`, style: 'dim' };
  const asParent = lab.organizations.huggingface.length === 0 && lab.releases === 0;
  if (asParent) return { text: 'watched by the labs that are part of it', style: 'dim' };
  return lab.newest === undefined ? '' : `${lab.newest.name}, ${lab.newest.releasedOn ?? ''}`;
}
