/** The program as it is started on many machines: a scheduler, workers and a page, each a process, on one store. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { peakMegabytes } from './processor-time.ts';

const COMMAND = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));

export interface FleetOptions {
  readonly configuration: string;
  readonly dataFolder: string;
  /** DATABASE_URL, REDIS_URL and whatever else. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface Member {
  readonly role: string;
  readonly process: ChildProcess;
}

export class Fleet implements AsyncDisposable {
  readonly #options: FleetOptions;
  readonly members: Member[] = [];

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** `role`: as for `start --role`; `all` for everything in one process. */
  start(role: string, listen: string | null = null): Member {
    const { configuration, dataFolder, variables } = this.#options;
    const roles = role === 'all' ? [] : ['--role', role];
    const args = ['--config', configuration, '--data', dataFolder, '--quiet', 'start', ...roles];
    const child = spawn(
      process.execPath,
      [COMMAND, ...args, ...(listen === null ? [] : ['--listen', listen])],
      {
        env: { ...process.env, ...variables, MODELWATCH_ALLOW_PRIVATE_NETWORK: '1', NODE_OPTIONS: '' },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const member = { role, process: child };
    this.members.push(member);
    return member;
  }

  /** For processor-time.ts. */
  get labels(): ReadonlyMap<number | undefined, string> {
    const labels = new Map<number | undefined, string>(
      this.members.map(({ role, process: child }) => [child.pid, role]),
    );
    return labels.set(process.pid, 'bench');
  }

  /** The most that any process of the role took, in megabytes; null where nobody tells. */
  peakOf(role: string): number | null {
    const peaks = this.members
      .filter((member) => member.role === role)
      .map((member) => peakMegabytes(member.process.pid));
    return peaks.reduce<number | null>(
      (most, peak) => (peak === null ? most : Math.max(most ?? 0, peak)),
      null,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map(({ process: child }) => end(child)));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, delay(15_000, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
}
