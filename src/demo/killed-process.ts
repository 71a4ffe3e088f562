import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { DemoFolder } from './demo-folder.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';

const COMMAND = join(PACKAGE_ROOT, 'bin', 'modelwatch.js');

export interface Killing {
  readonly folder: DemoFolder;
  readonly hubUrl: string;
  /** What the process's environment holds besides. */
  readonly variables: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, by the world's clock. */
  readonly at: number;
  readonly receiver: WebhookReceiver;
  /** Where its console channel writes. */
  readonly write: (text: string) => void;
}

/** Time for the other channel, which is not stuck, to end what it does. */
const LIFE_AFTER_ARRIVAL_MS = 200;

/** Runs `modelwatch refresh` and kills it (-9) when the receiver has its message and has not answered. */
export async function killInTheMiddle(killing: Killing): Promise<void> {
  const { folder, receiver } = killing;
  const arrived = receiver.arrived(receiver.arrivals.length + 1);
  const child = spawn(
    process.execPath,
    [COMMAND, 'refresh', '--config', folder.config, '--data', folder.data, '--quiet'],
    {
      env: {
        ...killing.variables,
        HF_ENDPOINT: killing.hubUrl,
        MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
        MODELWATCH_CLOCK: new Date(killing.at).toISOString(),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child.stdout.setEncoding('utf8').on('data', killing.write);
  const ended = once(child, 'exit');
  await Promise.race([arrived, ended]);
  await delay(LIFE_AFTER_ARRIVAL_MS);
  child.kill('SIGKILL');
  await ended;
}
