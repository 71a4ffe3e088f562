import { CommanderError } from 'commander';
import type { ExitCode } from './cli/context.ts';
import { createProgram, exitCodeOf } from './cli/program.ts';
import { describeError, ModelwatchError, StoreError, UsageError } from './errors.ts';
import { VERSION } from './package-root.ts';

/** Runs one command and sets the exit code: 0 all well, 1 nothing worked, 2 usage, 3 something was suspect or failed. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  // A reader that goes away (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const program = createProgram(VERSION, async (action, context) => {
    process.exitCode = await attempt(() => action(context));
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? exitCodeOf(error) : report(error);
  }
}

async function attempt(action: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await action();
  } catch (error) {
    return report(error);
  }
}

/** Says what is wrong, where, and how to mend it; a stack only where the fault is ours. */
function report(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    process.stderr.write([error.message, ...error.problems].map((line) => `${line}\n`).join(''));
    return 2;
  }
  if (error instanceof StoreError) {
    process.stderr.write(`${describeError(error)}\n`);
    return 2;
  }
  if (error instanceof ModelwatchError) {
    process.stderr.write(`${describeError(error)}\n`);
    return 1;
  }
  process.stderr.write(
    `modelwatch met an error of its own:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 1;
}
