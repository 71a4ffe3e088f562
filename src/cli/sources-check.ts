import { counted } from '../alerts/numbers.ts';
import { mendingOf } from '../alerts/source-wording.ts';
import type { Configuration, SourceConfig } from '../config/configuration.ts';
import { suggest } from '../domain/nearest.ts';
import { GONE_FOR_GOOD } from '../domain/source-health.ts';
import { describeError, ModelwatchError, UsageError } from '../errors.ts';
import { countRequests } from '../http/request-count.ts';
import { createReadings } from '../pipeline/create-readings.ts';
import { shownBy } from '../pipeline/view-sources.ts';
import { createSources } from '../sources/registry.ts';
import type { PollResult, Source } from '../sources/source.ts';
import { voiceOf } from '../sources/source-standing.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { spanInWords } from './moments.ts';
import { type ShownContext, shownInWords } from './shown-in-words.ts';
import { withHttpClient } from './single-use-client.ts';
import { countShown } from './source-state.ts';

type Changed = Extract<PollResult, { kind: 'changed' }>;

/** What came of looking once. */
interface Look {
  readonly result: Changed | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly requests: number;
  readonly ms: number;
}

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
  const look = await lookOnce(context, source);
  const shown = readingsFor(configuration, config, context.terminal.color);
  if (options.json === true) context.printJson(toJson(id, look, shown));
  else printLook(context, config, look, shown);
  return look.error === null ? 0 : 1;
}

async function lookOnce(context: CommandContext, source: Source): Promise<Look> {
  const started = performance.now();
  return await withHttpClient(context, async (client) => {
    const http = countRequests(client);
    const signal = AbortSignal.timeout(LONGEST_CHECK_MS);
    const look = (rest: Pick<Look, 'result' | 'error'>): Look => {
      return { ...rest, requests: http.requests, ms: Math.round(performance.now() - started) };
    };
    const failed = (code: string, message: string) => look({ result: null, error: { code, message } });
    try {
      const result = await source.poll({ http, clock: context.clock, signal });
      if (result.kind === 'changed') return look({ result, error: null });
      if (result.kind === 'gone') {
        return failed(GONE_FOR_GOOD, 'the upstream says that this place no longer exists');
      }
      return failed('upstream-shape', 'the upstream says that nothing changed, without having been asked');
    } catch (error) {
      if (signal.aborted) return failed('upstream-timeout', 'looking took longer than two minutes');
      if (!(error instanceof ModelwatchError)) throw error;
      return failed(error.code, describeError(error));
    }
  });
}

/** What is shown is taken here as it is when it is stored. */
function readingsFor({ labs, sources }: Configuration, config: SourceConfig, color: boolean): ShownContext {
  const lab = config.lab ?? null;
  const { recognise, attribute } = createReadings(labs, sources);
  const speaker = { lab, official: voiceOf(config) === 'lab' };
  return {
    lab: labs.find(({ id }) => id === lab),
    recognise: (article) => recognise(article, speaker),
    attribute: (entry) => lab ?? attribute(entry),
    color,
  };
}

/** As `sources check --json` prints it. A contract: fields may be added, not changed. */
function toJson(id: string, { result, error, requests, ms }: Look, { recognise }: ShownContext) {
  const cost = { requests, ms };
  if (result === null) return { id, outcome: 'failed', observations: [], ...cost, error };
  const signals =
    result.form === 'articles'
      ? result.observations.flatMap((article, observation) =>
          recognise(article).map((signal) => ({ observation, ...signal })),
        )
      : undefined;
  return {
    id,
    outcome: 'ok',
    form: result.form,
    observations: result.observations,
    ...(signals === undefined ? {} : { signals }),
    salvaged: result.salvaged ?? [],
    ...(result.notWithinMs === undefined ? {} : { notWithinMs: result.notWithinMs }),
    validated: result.validator !== undefined,
    ...cost,
  };
}

function printLook(context: CommandContext, config: SourceConfig, look: Look, shown: ShownContext): void {
  const { result, error, requests, ms } = look;
  const cost = `${counted(requests, 'request')}, ${ms.toLocaleString('en-US')} ms`;
  if (error !== null) {
    context.print(`${config.id} failed: ${error.message} (${error.code}; ${cost})`);
    const mending = mendingOf(error.code);
    if (mending !== null) context.print(mending);
    return;
  }
  if (result === null) return;
  const count = countShown(result.observations.length, shownBy(config));
  context.print(`${config.id} shows ${count} (${cost}). Nothing was stored.`);
  for (const line of remarks(config, result)) context.print(line);
  const [title, ...rest] = shownInWords(result, shown);
  if (title === undefined) return;
  context.print(`\n${title}`);
  for (const text of rest) context.print(text);
}

/** What else a person should know of the answer. */
function remarks(
  config: SourceConfig,
  { observations, salvaged = [], notWithinMs, validator, form }: Changed,
): string[] {
  const pace = notWithinMs === undefined ? null : spanInWords(notWithinMs);
  const cheap =
    validator === undefined
      ? 'Nothing tells whether it has changed: each look reads it in full.'
      : 'It can tell that nothing has changed, which costs little.';
  return [
    ...(observations.length === 0 ? [EMPTY[config.kind]] : []),
    ...salvaged.map((what) => `Mended: ${what}.`),
    ...(pace === null ? [] : [`It asks not to be looked at again for ${pace}.`]),
    // The Hub's lists have no such mark for more than their last page.
    ...(form === 'repos' ? [] : [cheap]),
  ];
}

const EMPTY: Readonly<Record<SourceConfig['kind'], string>> = {
  'huggingface-org': 'Is the organization spelled as on the Hub, and has it public models?',
  'wikipedia-page': 'It has no infobox, table or dated sentence that is read: is it the right page?',
  feed: 'A feed may be empty for a while; is it the right one?',
  'web-page': 'Nothing of it is read: does "select" fit the page?',
  'json-api': 'The list is empty: does the mapping fit the answer?',
};
