import { join } from 'node:path';
import { loadConfiguration } from '../config/configuration.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { CommandContext, ExitCode } from './context.ts';

const SHIPPED_CONFIG = join(PACKAGE_ROOT, 'config');

/** The whole of it on a small world of its own, without a network. */
export async function demo(context: CommandContext): Promise<ExitCode> {
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
  });
  return good ? 0 : 1;
}
