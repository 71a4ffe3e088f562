import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultWorld } from './world.ts';

const BIN = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));

/** `modelwatch start` as a process of its own. */
export interface Daemon {
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Errors that it logged, but for messages that were not taken yet. */
  readonly errors: readonly string[];
  signal(signal: NodeJS.Signals): void;
}

export function startDaemon(world: FaultWorld): Daemon {
  const child = run(world, 'start');
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  return {
    ended: endOf(child),
    get errors() {
      return text
        .split('\n')
        .filter((line) => /"level":(?:"error"|50|60)/.test(line) || /^\s*at /.test(line));
    },
    signal: (signal) => void child.kill(signal),
  };
}

/** Runs one pass to its end. Throws where that fails. */
export async function refreshOnce(world: FaultWorld): Promise<void> {
  const child = run(world, 'refresh');
  const code = await endOf(child);
  if (code !== 0) throw new Error(`modelwatch refresh ended with ${code}`);
}

function run({ hub, config, data }: FaultWorld, command: string): ChildProcess {
  return spawn(process.execPath, [BIN, command, '--config', config, '--data', data], {
    env: {
      PATH: process.env.PATH ?? '',
      HF_ENDPOINT: hub.url,
      MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
      MODELWATCH_CONTACT: 'https://example.org/modelwatch',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? signal;
}
