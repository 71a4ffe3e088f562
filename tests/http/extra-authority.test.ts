import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { AUTHORITY_FILE, startTlsServer } from './tls-fixtures.ts';

const SHIM = fileURLToPath(new URL('../../bin/with-node.js', import.meta.url));
const PROCESS = fileURLToPath(new URL('./fetch-process.ts', import.meta.url));

/** In a Node that our own shim starts, as it starts the program itself where the system's is too old. */
async function fetchInShim(url: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [SHIM, PROCESS, url], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return await text(child.stdout);
}

it('NODE_EXTRA_CA_CERTS names an authority that is trusted besides the usual ones', async () => {
  await using server = await startTlsServer((_request, response) => response.end('trusted'));
  const url = `https://localhost:${server.port}/`;
  const [without, withIt] = await Promise.all([
    fetchInShim(url, {}),
    fetchInShim(url, { NODE_EXTRA_CA_CERTS: AUTHORITY_FILE }),
  ]);
  expect(without).toBe('network UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  expect(withIt).toBe('trusted');
});
