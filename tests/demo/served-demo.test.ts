import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import { freePort } from '../servers/free-port.ts';
import { cookieOf } from '../web/site.ts';

const BIN = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));

/** The program as a person starts it. */
function startDemo(port: number) {
  const child = spawn(process.execPath, [BIN, 'demo', '--serve', '--listen', `127.0.0.1:${port}`], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { printed: () => printed, ended, stop: () => child.kill('SIGINT') };
}

it('leaves the page up in a world that goes on: a release comes, and a look can be asked for, until Ctrl-C', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const demo = startDemo(port);
  const newest = async () => {
    const page = await (await fetch(url)).text();
    return /class="name"><a href="[^"]+">([^<]+)</.exec(page)?.[1];
  };
  await eventually('the page is said to be up', () => demo.printed().includes('sign in there with'), 100_000);
  expect(demo.printed()).toContain(`The page: ${url}`);
  await eventually('the first invented release is shown', async () => (await newest()) === 'Qwen4', 30_000);

  const [, token = ''] = /sign in there with (\S+)/.exec(demo.printed()) ?? [];
  const signedIn = await fetch(`${url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    headers: { origin: url },
    redirect: 'manual',
  });
  expect(signedIn.status).toBe(303);
  const headers = { cookie: cookieOf({ headers: signedIn.headers, status: 303, text: '' }) };
  const sources = await (await fetch(`${url}/sources`, { headers })).text();
  expect(sources).toContain('Look now at hf-qwen');

  await eventually('the next one is shown', async () => (await newest()) === 'GLM-5', 60_000);
  demo.stop();
  expect(await demo.ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
}, 240_000);
