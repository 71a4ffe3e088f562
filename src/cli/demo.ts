import { join } from 'node:path';
import { loadConfiguration } from '../config/configuration.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { DEFAULT_LISTEN, parseListen } from '../web/listen-address.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { stopSignal } from './stop-signal.ts';

export interface DemoOptions {
  /** The page stays up, and the world goes on. */
  readonly serve?: boolean;
  readonly listen?: string;
}

const SHIPPED_CONFIG = join(PACKAGE_ROOT, 'config');

/** The whole of it on a small world of its own, without a network. */
export async function demo(context: CommandContext, options: DemoOptions = {}): Promise<ExitCode> {
  const listen = parseListen(options.listen) ?? DEFAULT_LISTEN;
  const serving = options.serve === true || options.listen !== undefined;
  const { runDemo } = await import('../demo/demo.ts');
  // Only what goes wrong is logged: the demo says the rest itself.
  const log = await context.log();
  log.level = 'error';
  const good = await runDemo({
    environment: context.environment,
    shipped: await loadConfiguration(SHIPPED_CONFIG, context.environment),
    log,
    write: (text) => process.stdout.write(text),
    color: context.terminal.color,
    width: context.terminal.width,
    serve: serving ? { listen, ended: stopSignal } : null,
  });
  return good ? 0 : 1;
}
