import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';

const BIN = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));

it('leaves the page up, in a world that goes on, until it is told to end', { timeout: 240_000 }, async () => {
  const child = spawn(process.execPath, [BIN, 'demo', '--serve', '--listen', '127.0.0.1:0'], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await eventually('the page is up', () => said.includes('To look now'), 200_000);
  expect(said).toMatch(/^The page: http\S+ says “Kimi-K2 · Moonshot AI · modelwatch”/m);
  const url = /^The page: (\S+) {2}/m.exec(said)?.[1] ?? '';
  // Nobody made it: the world has gone on.
  await eventually(
    'the page shows what came since',
    async () => (await (await fetch(url)).text()).includes('>Qwen4<'),
    20_000,
  );
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});
