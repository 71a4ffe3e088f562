import { styleText } from 'node:util';
import type { Configuration } from '../config/configuration.ts';
import { chooseSources, type SourceChoice } from '../domain/chosen-sources.ts';
import { UsageError } from '../errors.ts';
import type { PollReport } from '../pipeline/poll-source.ts';
import type { RefreshReport } from '../pipeline/refresh.ts';
import { viewRefresh } from '../pipeline/refresh-report.ts';
import { shownBy } from '../pipeline/view-sources.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { countShown } from './source-state.ts';
import { formatTable } from './table.ts';

export interface RefreshOptions {
  readonly kind?: string;
  readonly lab?: string;
  readonly due?: boolean;
  readonly json?: boolean;
}

/** One pass now, through to the deliveries that are due. */
export async function refreshCommand(
  context: CommandContext,
  ids: readonly string[],
  options: RefreshOptions,
): Promise<ExitCode> {
  const configuration = await context.configuration();
  const chosen = chosenOrRefused(configuration, { ids, kind: options.kind, lab: options.lab });
  const log = await context.log(configuration);
  const { openRuntime } = await import('../compose.ts');
  const { refresh } = await import('../pipeline/refresh.ts');
  // With --json, standard output is the program's alone: what the console channel says goes beside it.
  const output = options.json === true ? process.stderr : process.stdout;
  const console = {
    write: (text: string) => output.write(text),
    color: context.terminal.color,
    width: context.terminal.width,
  };
  const runtime = await openRuntime({
    configuration,
    environment: context.environment,
    dataFolder: context.dataFolder,
    clock: context.environment.clock === null ? null : context.clock,
    use: 'work',
    log,
    console,
  });
  try {
    const sources = [...runtime.sources.values()].filter((source) => chosen.has(source.id));
    const progress = await showProgress(context, options, sources.length);
    const report = await refresh(runtime, sources, progress, options.due === true ? 'due' : 'all');
    await progress.end();
    if (options.json === true) context.printJson(viewRefresh(report));
    else printReport(context, report, configuration);
    return exitCodeOf(report);
  } finally {
    await runtime.close();
  }
}

function chosenOrRefused(configuration: Configuration, choice: SourceChoice): ReadonlySet<string> {
  const { ids, unknown } = chooseSources(configuration, choice);
  if (unknown.length > 0) throw new UsageError('refresh-selection', 'nothing was looked at', unknown);
  if (ids.size === 0)
    throw new UsageError(
      'refresh-selection',
      'no source fits that selection: "modelwatch sources" lists them',
    );
  return ids;
}

interface ShownProgress {
  polled(report: PollReport): void;
  end(): Promise<void>;
}

/** One line that counts, on a terminal; silence elsewhere. */
async function showProgress(
  context: CommandContext,
  options: RefreshOptions,
  total: number,
): Promise<ShownProgress> {
  if (!context.terminal.interactive || options.json === true)
    return { polled: () => {}, end: async () => {} };
  const { Listr } = await import('listr2');
  const what = options.due === true ? `what is due of ${total} sources` : `${total} sources`;
  let done = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let tell: (text: string) => void = () => {};
  const list = new Listr([
    {
      title: `Looking at ${what}`,
      task: async (_ctx, task) => {
        tell = (text) => {
          task.title = text;
        };
        await finished;
      },
    },
  ]);
  const running = list.run();
  return {
    polled: (report) => {
      done++;
      tell(`Looking at ${what}: ${done} seen, ${report.id} ${report.outcome}`);
      if (done === total) tell(`Looked at ${total} sources`);
    },
    end: async () => {
      finish();
      await running;
    },
  };
}

function printReport(context: CommandContext, report: RefreshReport, configuration: Configuration): void {
  const { sources } = report;
  const shows = new Map(configuration.sources.map((source) => [source.id, shownBy(source)]));
  const notable = sources.filter((source) => source.outcome !== 'unchanged');
  if (notable.length > 0) {
    const rows = notable.map((source) => [
      source.id,
      source.outcome,
      countShown(source.observations, shows.get(source.id) ?? 'items'),
      String(source.events),
      source.error?.message ?? '',
    ]);
    context.print(formatTable(['source', 'outcome', 'shows', 'events', ''], rows, context.terminal.color));
  }
  const observations = sources.reduce((sum, source) => sum + source.observations, 0);
  const requests = sources.reduce((sum, source) => sum + source.requests, 0);
  const { sent, failed, pending } = report.deliveries;
  const words = [
    `${sources.length} sources, ${observations} observations, ${requests} requests`,
    `${report.alerts.length} new ${report.alerts.length === 1 ? 'alert' : 'alerts'}`,
    `deliveries: ${sent} sent, ${failed} failed, ${pending} pending`,
  ].join('; ');
  context.print(context.terminal.color ? styleText('dim', words) : words);
}

function exitCodeOf(report: RefreshReport): ExitCode {
  const outcomes = new Set(report.sources.map((source) => source.outcome));
  const worked =
    outcomes.has('changed') ||
    outcomes.has('unchanged') ||
    outcomes.has('baselined') ||
    outcomes.has('suspect');
  if (!worked && outcomes.has('failed')) return 1;
  return outcomes.has('failed') || outcomes.has('suspect') || report.deliveries.failed > 0 ? 3 : 0;
}
