import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));
/** Ends the child when the channel to us closes, also because we were killed. */
const LIFELINE = new URL('../../bin/lifeline.js', import.meta.url).href;
const MACHINE = new URL('./machine.ts', import.meta.url).href;

/** The code of what a process wrote that is no line of a log. */
export const NO_LOG = 'no-log';

/** Of an error that a process logged. */
export interface LoggedError {
  /** Of the error, where it has one. */
  readonly code: string;
  readonly text: string;
}

/** `modelwatch` as a process of its own. */
export interface Program {
  readonly pid: number;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** What it logged as errors, and what it wrote that is no log: in the order in which it came. */
  readonly errors: readonly LoggedError[];
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has logged this. Throws where it ends before. */
  says(message: string): Promise<void>;
}

/** Where and as what a process runs. */
export interface ProgramTerms {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The name of its machine: leases of one machine's processes that are gone are known there alone. */
  readonly machine?: string;
  /** How far that machine's clock is ahead, in milliseconds. */
  readonly ahead?: number;
}

/** Starts it. It ends with this process at the latest, however that ends. */
export function startProgram({ args, environment, machine, ahead = 0 }: ProgramTerms): Program {
  const elsewhere = machine === undefined ? [] : ['--import', MACHINE];
  const child = spawn(process.execPath, ['--import', LIFELINE, ...elsewhere, BIN, ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
      MODELWATCH_CONTACT: 'https://example.org/modelwatch',
      ...environment,
      FAULTS_MACHINE: machine ?? '',
      FAULTS_CLOCK_AHEAD: String(ahead),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { errors, said } = readLog(child);
  const ended = endOf(child);
  return {
    pid: child.pid ?? 0,
    ended,
    errors,
    signal: (signal) => void child.kill(signal),
    says: async (message) => {
      const end = await Promise.race([said(message), ended]);
      if (end === undefined) return;
      const why = errors.map(({ text }) => text).join('\n');
      throw new Error(`modelwatch ${args.join(' ')} ended with ${end} before it said "${message}"\n${why}`);
    },
  };
}

function readLog(child: ChildProcess) {
  const errors: LoggedError[] = [];
  const messages = new Set<string>();
  const waiting = new Map<string, () => void>();
  if (child.stderr === null) throw new Error('a child without an output of errors');
  createInterface({ input: child.stderr }).on('line', (line) => {
    const { level, msg, code } = understand(line);
    if (level >= ERROR) errors.push({ code, text: line });
    if (messages.has(msg)) return;
    messages.add(msg);
    waiting.get(msg)?.();
  });
  const said = async (message: string): Promise<undefined> => {
    if (messages.has(message)) return;
    await new Promise<void>((resolve) => waiting.set(message, resolve));
  };
  return { errors, said };
}

/** Of pino. */
const ERROR = 50;

/** What is no line of the log is an error that nobody caught. */
function understand(line: string): { readonly level: number; readonly msg: string; readonly code: string } {
  try {
    const { level, msg, code, err } = JSON.parse(line) as {
      level: number;
      msg?: string;
      code?: string;
      err?: { code?: string };
    };
    return { level, msg: msg ?? '', code: err?.code ?? code ?? '' };
  } catch {
    return { level: ERROR, msg: '', code: NO_LOG };
  }
}

async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return code ?? signal ?? 0;
}
