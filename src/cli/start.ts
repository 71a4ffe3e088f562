import type { Runtime } from '../compose.ts';
import { ALL_ROLES, parseRoles, ROLES_IN_WORDS, type Role } from '../config/roles.ts';
import { UsageError } from '../errors.ts';
import { VERSION } from '../package-root.ts';
import { beThrifty } from '../thrift.ts';
import { type ListenAddress, parseListen } from '../web/listen-address.ts';
import type { RunningWeb } from '../web/start-web.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { stopSignal } from './stop-signal.ts';

export interface StartOptions {
  readonly listen?: string;
  readonly role?: string;
}

/** Watches until it is told to stop, as far as its roles go. */
export async function start(context: CommandContext, options: StartOptions = {}): Promise<ExitCode> {
  const roles = chooseRoles(context, options);
  // Who serves no page listens only where it is asked to, so that its health can be seen.
  const listen = options.listen === undefined && !roles.has('web') ? null : parseListen(options.listen);
  if (context.environment.clock !== null) {
    throw new UsageError(
      'start-clock',
      'MODELWATCH_CLOCK is for replays: "modelwatch start" runs by the real time only; unset it',
    );
  }
  beThrifty();
  const configuration = await context.configuration();
  const log = await context.log(configuration);
  if (context.environment.contact === null) {
    log.warn(
      'MODELWATCH_CONTACT is not set: upstreams cannot reach you, and some slow down who they cannot reach',
    );
  }
  const { openRuntime } = await import('../compose.ts');
  const { createMetrics } = await import('../observability/metrics.ts');
  const { startDaemon } = await import('../daemon.ts');
  const { color, width } = context.terminal;
  const runtime = await openRuntime({
    configuration,
    environment: context.environment,
    dataFolder: context.dataFolder,
    clock: null,
    use: 'start',
    log,
    metrics: listen === null ? null : await createMetrics(VERSION, [...roles].join(',')),
    console: { write: (text) => process.stdout.write(text), color, width },
  });
  try {
    const web = listen === null ? null : await serve(runtime, listen, roles.has('web'));
    const queue = await runtime.openQueue();
    const daemon = await startDaemon(runtime, queue, roles);
    const signal = await stopSignal();
    log.info({ signal }, 'stopping');
    process.once('SIGINT', exitAtOnce);
    process.once('SIGTERM', exitAtOnce);
    await Promise.all([web?.stop(), daemon.stop()]);
    log.info('stopped');
    return 0;
  } finally {
    await runtime.close();
  }
}

/** What is served may fail to find a place; what is watched is watched all the same. */
async function serve(
  runtime: Runtime,
  listen: ListenAddress,
  withPage: boolean,
): Promise<{ stop(): Promise<void> } | null> {
  const { ListenError } = await import('../web/server.ts');
  try {
    return withPage ? await servePage(runtime, listen) : await serveHealth(runtime, listen);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    const what = withPage ? 'the page is not served' : 'its health is not served';
    runtime.log.error({ ...error.fields, reason: error.message }, `${what}; all else goes on`);
    return null;
  }
}

async function servePage(runtime: Runtime, listen: ListenAddress): Promise<RunningWeb> {
  const { startWeb } = await import('../web/start-web.ts');
  return await startWeb(runtime, listen);
}

async function serveHealth(runtime: Runtime, listen: ListenAddress): Promise<{ stop(): Promise<void> }> {
  const { startHealth } = await import('../web/start-health.ts');
  const server = await startHealth(runtime.observation, listen);
  runtime.log.info({ url: server.url }, 'serving health and metrics');
  return { stop: () => server.stop(1_000) };
}

function chooseRoles({ environment }: CommandContext, { role }: StartOptions): ReadonlySet<Role> {
  if (role === undefined) return environment.roles ?? ALL_ROLES;
  const chosen = parseRoles(role);
  if (chosen === null) throw new UsageError('start-role', `--role ${role}: no such role; ${ROLES_IN_WORDS}`);
  return chosen;
}

/** Asked a second time: what is under way is repeated by the next start. */
function exitAtOnce(): void {
  process.exit(1);
}
