import { counted, parametersInWords } from '../alerts/numbers.ts';
import { suggest } from '../config/nearest.ts';
import type { Lab } from '../domain/lab.ts';
import type { RepoObservation } from '../domain/observation.ts';
import { identifyRepo } from '../domain/release-identity.ts';
import { describeError, ModelwatchError, UsageError } from '../errors.ts';
import { countRequests } from '../http/request-count.ts';
import { createSources } from '../sources/registry.ts';
import type { Source } from '../sources/source.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { withHttpClient } from './single-use-client.ts';
import { type Cell, formatTable, heading } from './table.ts';

/** As `sources check --json` prints it. */
interface CheckReport {
  readonly id: string;
  readonly outcome: 'ok' | 'failed';
  readonly observations: readonly RepoObservation[];
  readonly requests: number;
  readonly ms: number;
  readonly error?: { readonly code: string; readonly message: string };
}

const NEWEST_SHOWN = 10;
/** A person waits for it. */
const LONGEST_CHECK_MS = 120_000;

/** Looks at one source once and shows what it yields. Stores nothing. */
export async function checkSource(
  context: CommandContext,
  id: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const configuration = await context.configuration();
  const config = configuration.sources.find((source) => source.id === id);
  if (config === undefined) {
    const ids = configuration.sources.map((source) => source.id);
    throw new UsageError(
      'source',
      `there is no source "${id}"${suggest(id, ids, 'Known sources') || ': "modelwatch sources" lists them'}`,
    );
  }
  const [source] = createSources([config], context.environment) as [Source];
  const report = await look(context, id, source);
  if (options.json === true) context.printJson(report);
  else
    printReport(
      context,
      report,
      configuration.labs.find((lab) => lab.id === config.lab),
    );
  return report.outcome === 'ok' ? 0 : 1;
}

async function look(context: CommandContext, id: string, source: Source): Promise<CheckReport> {
  const started = performance.now();
  return await withHttpClient(context, async (client) => {
    const http = countRequests(client);
    const report = (rest: Pick<CheckReport, 'outcome' | 'observations' | 'error'>): CheckReport => {
      const { outcome, observations, error } = rest;
      const ms = Math.round(performance.now() - started);
      return {
        id,
        outcome,
        observations,
        requests: http.requests,
        ms,
        ...(error === undefined ? {} : { error }),
      };
    };
    const failed = (code: string, message: string) =>
      report({ outcome: 'failed', observations: [], error: { code, message } });
    const signal = AbortSignal.timeout(LONGEST_CHECK_MS);
    try {
      const result = await source.poll({ http, clock: context.clock, signal });
      if (result.kind === 'gone')
        return failed('upstream-gone', 'the upstream says that this place no longer exists');
      const observations = result.kind === 'changed' && result.form === 'repos' ? result.observations : [];
      return report({ outcome: 'ok', observations });
    } catch (error) {
      if (signal.aborted) return failed('upstream-timeout', 'looking took longer than two minutes');
      if (!(error instanceof ModelwatchError)) throw error;
      return failed(error.code, describeError(error));
    }
  });
}

function printReport(context: CommandContext, report: CheckReport, lab: Lab | undefined): void {
  const { id, observations, requests, ms, error } = report;
  const cost = `${counted(requests, 'request')}, ${ms.toLocaleString('en-US')} ms`;
  if (error !== undefined) {
    context.print(`${id} failed: ${error.message} (${error.code}; ${cost})`);
    return;
  }
  context.print(`${id} shows ${counted(observations.length, 'repo')} (${cost}). Nothing was stored.`);
  if (observations.length === 0)
    context.print('Is the organization spelled as on the Hub, and has it public models?');
  if (lab === undefined || observations.length === 0) return;
  const { color } = context.terminal;
  context.print(
    `\n${heading(`The newest ${Math.min(NEWEST_SHOWN, observations.length)}, and what they are taken for:`, color)}`,
  );
  const newest = [...observations]
    .sort((left, right) => (right.createdAt ?? '').localeCompare(left.createdAt ?? '', 'en'))
    .slice(0, NEWEST_SHOWN);
  const head = ['made', 'repo', 'release', 'model', 'kind', 'role', 'size', 'quantised'];
  context.print(
    formatTable(
      head,
      newest.map((observation) => repoRow(observation, lab)),
      color,
    ),
  );
}

function repoRow(observation: RepoObservation, lab: Lab): Cell[] {
  const identity = identifyRepo(observation, lab);
  const { totalParameters } = identity;
  return [
    observation.createdAt?.slice(0, 10) ?? '',
    observation.name,
    identity.plainName,
    identity.modelName,
    identity.kind,
    identity.role,
    totalParameters === null ? '' : parametersInWords(totalParameters),
    identity.quantization ?? '',
  ];
}
