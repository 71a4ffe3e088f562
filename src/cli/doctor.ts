import { safeLine } from '../alerts/hostile-text.ts';
import type { Configuration } from '../config/configuration.ts';
import { describeError, StoreError, UsageError } from '../errors.ts';
import { inspectStore } from '../store/inspection.ts';
import { bad, type Check, warn } from './checks/check.ts';
import { checkConnection } from './checks/connection.ts';
import { checkContents, checkEnvironment, checkNode, checkProxy } from './checks/setting.ts';
import { checkSources } from './checks/sources.ts';
import { checkStore } from './checks/store.ts';
import { checkChannels, checkDeliveries, checkFacts, checkQueue } from './checks/work.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { withHttpClient } from './single-use-client.ts';
import { type Style, styled } from './table.ts';

/** Looks at everything that the program needs, changes nothing, and says what to do. */
export async function doctor(
  context: CommandContext,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { environment } = context;
  const configuration = await readConfiguration(context);
  const proxy = checkProxy('value' in configuration ? configuration.value.proxies : environment.proxies);
  const checks: Check[] = [
    checkNode(process.version),
    'check' in configuration ? configuration.check : checkContents(configuration.value, environment),
    checkEnvironment(environment),
    ...(proxy === null ? [] : [proxy]),
    ...(await checkData(context, 'value' in configuration ? configuration.value : null)),
    await withHttpClient(context, (http) => checkConnection(http, environment)),
  ];
  if (options.json === true) context.printJson({ checks });
  else printChecks(context, checks);
  return checks.some((check) => check.state === 'bad') ? 3 : 0;
}

async function readConfiguration(
  context: CommandContext,
): Promise<{ readonly value: Configuration } | { readonly check: Check }> {
  try {
    return { value: await context.configuration() };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const [first] = error.problems;
    const rest = error.problems.length - 1;
    const message = `${error.message}: ${first ?? ''}${rest > 0 ? ` (and ${rest} more)` : ''}`;
    return { check: bad('configuration', message, 'see "modelwatch config check"') };
  }
}

async function checkData(context: CommandContext, configuration: Configuration | null): Promise<Check[]> {
  const now = context.clock.now();
  try {
    const checks = await inspectStore(context.store, async (found) => {
      const ofStore = await checkStore(found, now);
      if (found.schema.kind !== 'current') return ofStore;
      return [
        ...ofStore,
        await checkQueue(found.reader, context.environment.redisUrl),
        ...(configuration === null
          ? []
          : [await checkSources(found.reader, configuration, context.environment.hfEndpoint, now)]),
        await checkFacts(found.reader),
        await checkDeliveries(found.reader),
        await checkChannels(found.reader),
      ];
    });
    const hint = 'run "modelwatch refresh" or "modelwatch start", or name another folder with --data';
    return checks ?? [warn('database', `there is none in ${context.dataFolder} yet`, hint)];
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'store-unusable')
      return [bad('database', `it cannot be used: ${describeError(error)}`, 'then run this again')];
    const why = error instanceof Error ? error.message : String(error);
    const hint =
      'is it a database, and may you read it? Else go back to a backup, or name another folder with --data';
    return [bad('database', `it cannot be read: ${why}`, hint)];
  }
}

const STYLES: Readonly<Record<Check['state'], Style>> = { ok: 'green', warn: 'yellow', bad: 'red' };

function printChecks(context: CommandContext, checks: readonly Check[]): void {
  const { color } = context.terminal;
  for (const { name, state, message, hint } of checks) {
    context.print(
      `${styled(state.padEnd(5), STYLES[state], color)} ${name.padEnd(14)} ${safeLine(message, 600)}`,
    );
    if (hint !== undefined) context.print(`${' '.repeat(21)}${styled(hint, 'dim', color)}`);
  }
}
