import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface ChildOfTest {
  /** The next line that it wrote; fails where it ends instead. */
  nextLine(): Promise<string>;
  /** Ends its input: the sign to begin. */
  begin(): void;
  /** Stops it (SIGSTOP), lets it go on (SIGCONT). */
  signal(signal: NodeJS.Signals): void;
  /** As the system kills: without a word. */
  kill(): Promise<void>;
  /** Waits for its end. Fails where it ended with another code than 0. */
  ended(): Promise<void>;
}

/** Starts a TypeScript file as a process of its own, with this Node. It ends with the test at the latest. */
export function startChild(file: URL, args: readonly string[]): ChildOfTest {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    async nextLine() {
      const line = await lines.next();
      if (line.done === true) throw new Error('the child process ended without a further line');
      return line.value;
    },
    begin() {
      child.stdin.end();
    },
    signal(signal) {
      child.kill(signal);
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    async ended() {
      const code = await exit;
      if (code !== 0) throw new Error(`the child process ended with ${code}`);
    },
  };
}
