import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { startServer } from '../http/local-server.ts';
import { ROOT, readText } from './compose-file.ts';

const TEXT = readText('Dockerfile');
const FILE = DockerfileParser.parse(TEXT);

function instructions(keyword: string): string[] {
  return FILE.getInstructions()
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? '');
}

describe('the image', () => {
  it('has a Dockerfile in which a linter finds nothing', () => {
    expect(validate(TEXT)).toEqual([]);
  });

  it('stands on a pinned base whose Node.js is new enough', () => {
    const [base] = FILE.getFROMs();
    expect(FILE.getFROMs()).toHaveLength(1);
    const tag = base?.getImageTag() ?? '';
    expect(tag).toMatch(/^\d+\.\d+\.\d+-bookworm-slim$/);
    const [major = 0, minor = 0] = tag.split('.').map(Number);
    const [, least = ''] = /^>=(\d+\.\d+)$/.exec(JSON.parse(readText('package.json')).engines.node) ?? [];
    const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
    expect(major > leastMajor || (major === leastMajor && minor >= leastMinor)).toBe(true);
  });

  it('copies what there is and what the build may see', () => {
    const visible = new Set(
      readText('.dockerignore')
        .split('\n')
        .filter((line) => line.startsWith('!'))
        .map((line) => line.slice(1)),
    );
    expect(readText('.dockerignore').split('\n')[0]).toBe('*');
    const sources = instructions('COPY').flatMap((text) => text.split(/\s+/).slice(0, -1));
    expect(sources).toEqual(expect.arrayContaining(['bin', 'src', 'jobs', 'config', 'package.json']));
    for (const source of sources) {
      expect([source, existsSync(join(ROOT, source)), visible.has(source)]).toEqual([source, true, true]);
    }
  });

  it('installs what the lock file says, without tools to build and without scripts of others', () => {
    const [install = '', ...more] = instructions('RUN');
    expect(more).toEqual([]);
    expect(install).toContain('npm ci --omit=dev --omit=optional --ignore-scripts');
    expect(TEXT).not.toMatch(/apt-get|curl|wget|--allow|sudo/);
  });

  it('runs as nobody in particular, and says how it does', () => {
    const order = FILE.getInstructions().map((instruction) => instruction.getKeyword());
    expect(instructions('USER')).toEqual(['node']);
    expect(order.lastIndexOf('USER')).toBeGreaterThan(order.lastIndexOf('RUN'));
    expect(order.lastIndexOf('USER')).toBeLessThan(order.indexOf('ENTRYPOINT'));
    expect(order).toContain('HEALTHCHECK');
    expect(instructions('ENTRYPOINT')).toEqual([
      '["node", "bin/modelwatch.js", "--data", "/data", "--config", "/app/config"]',
    ]);
    expect(instructions('VOLUME')).toEqual(['/data']);
  });
});

/** As a process of its own: this one has to be able to answer it. */
async function ask(address: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'alive.js'), address]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

it('bin/alive.js ends with 0 where all is well, and says why where it is not', async () => {
  let status = 200;
  await using server = await startServer((_request, response) => response.writeHead(status).end('{}'));
  expect(await ask(`${server.url}/healthz`)).toEqual({ code: 0, said: '' });
  expect(server.requests.map(({ url }) => url)).toEqual(['/healthz']);
  status = 503;
  const ill = `${server.url}/healthz: it answers 503\n`;
  expect(await ask(`${server.url}/healthz`)).toEqual({ code: 1, said: ill });
  const nobody = await ask('http://127.0.0.1:1/healthz');
  expect(nobody).toEqual({ code: 1, said: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/healthz: \S/) });
});
