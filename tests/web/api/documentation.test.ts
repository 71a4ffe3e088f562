import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../eventually.ts';
import type { Document } from './described.ts';
import { type Served, startServed } from './served.ts';
import { openStream } from './stream-reader.ts';

const text = readFileSync(fileURLToPath(new URL('../../../docs/api.md', import.meta.url)), 'utf8');
const ADDRESS = 'http://127.0.0.1:8787';

let served: Served;
beforeAll(async () => {
  served = await startServed();
});
afterAll(() => served[Symbol.asyncDispose]());

/** A line of the document as a shell would read it. */
function understood(line: string, token: string) {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => ({
    quoted: plain === undefined,
    word: single ?? (double ?? plain ?? '').replace('$TOKEN', token),
  }));
  const after = (option: string) =>
    words.flatMap(({ word }, index) => (word === option ? (words[index + 1]?.word ?? '') : []));
  const headers = Object.fromEntries(after('-H').map((header) => header.split(/: (.*)/s).slice(0, 2)));
  const [method = 'GET'] = after('-X');
  const [body] = after('-d');
  const url = words.at(-1)?.word ?? '';
  return {
    url,
    init: { method, headers, ...(body === undefined ? {} : { body }) },
    streams: line.includes(' -N '),
  };
}

const examples = [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .filter((line) => line.startsWith('curl '));

/** What is not answered with 200, on purpose. */
const OTHERWISE: readonly (readonly [RegExp, number])[] = [
  [/lab=zipu/, 400],
  [/-X POST/, 202],
];

describe('docs/api.md', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(8);
  });

  it.each(examples)('has an example that works: %s', async (line) => {
    const { url, init, streams } = understood(line, await served.token('write'));
    expect(url.startsWith(`${ADDRESS}/`)).toBe(true);
    const path = url.slice(ADDRESS.length);
    if (streams) {
      await using open = await openStream(`${served.url}${path}`);
      await eventually('events come', () => open.messages().length > 0);
      return;
    }
    const answer = await served.ask(path, init);
    const expected = OTHERWISE.find(([pattern]) => pattern.test(line))?.[1] ?? 200;
    expect(answer.status, answer.text).toBe(expected);
    if (path.includes('/releases?') && expected === 200) expect(answer.text).toContain('GLM');
  });

  it('names every operation', async () => {
    const document = await served.read<Document>('/openapi.json');
    expect(Object.keys(document.paths).filter((path) => !text.includes(`${path}\``))).toEqual([]);
  });
});
