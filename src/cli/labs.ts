import { counted } from '../alerts/numbers.ts';
import { gatherLabs, type LabView, NOTHING_GATHERED, viewLabs } from '../pipeline/view-labs.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { readingIfThere } from './reading.ts';
import { type Cell, formatTable, heading, styled } from './table.ts';

const NEWS_SHOWN = 10;

/** Lists labs; works without a store, too. */
export async function labs(context: CommandContext, options: { readonly json?: boolean }): Promise<ExitCode> {
  const configuration = await context.configuration();
  const said = await readingIfThere(context, gatherLabs);
  const views = viewLabs(configuration.labs, configuration.sources, said ?? NOTHING_GATHERED);
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
  printNews(context, views);
  if (said === null) context.print('Nothing was looked at yet: run "modelwatch refresh".');
  return 0;
}

function printNews(context: CommandContext, views: readonly LabView[]): void {
  const { color } = context.terminal;
  const latest = views
    .flatMap((lab) => lab.news.map((news) => ({ lab: lab.id, ...news })))
    .sort((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0))
    .slice(0, NEWS_SHOWN);
  if (latest.length === 0) return;
  context.print('');
  context.print(heading('Latest news of them', color));
  const rows = latest.map(({ lab, at, topic, publisher, title }): Cell[] => [
    { text: at.slice(0, 10), style: 'dim' },
    lab,
    topic,
    `${publisher}: ${title}`,
  ]);
  context.print(formatTable(['day', 'lab', 'about', 'who says what'], rows, color));
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
