import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemKinds } from '../../../src/web/api/problem.ts';
import type { Document } from './described.ts';
import { type Served, startServed } from './served.ts';

let served: Served;
beforeAll(async () => {
  served = await startServed();
});
afterAll(() => served[Symbol.asyncDispose]());

describe('the reference of the API', () => {
  it('has every operation with its parameters, an example and what may go wrong', async () => {
    const answer = await served.ask('/api');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    const page = load(answer.text);
    const document = await served.read<Document>('/openapi.json');
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const section = page(`#${operation.operationId}`);
        expect(section, path).toHaveLength(1);
        expect(section.text()).toContain(`${method.toUpperCase()} /api/v1${path}`);
        expect(section.find('pre').text()).toContain(`curl`);
        for (const { name } of operation.parameters ?? []) {
          const cells = section
            .find('td code')
            .toArray()
            .map((cell) => page(cell).text());
          expect(cells, `${path} ${name}`).toContain(name);
        }
        for (const status of Object.keys(operation.responses))
          expect(section.find('dt').text()).toContain(status);
      }
    }
    for (const code of Object.keys(problemKinds)) expect(page(`tr[id="${code}"]`), code).toHaveLength(1);
  });

  it('leads nowhere that there is not, and has no id twice', async () => {
    const page = load((await served.ask('/api')).text);
    const ids = page('[id]')
      .toArray()
      .map((element) => page(element).attr('id') ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    const targets = page('main a[href^="#"]')
      .toArray()
      .map((element) => page(element).attr('href')?.slice(1) ?? '');
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    for (const element of page('main a[href^="/"]').toArray())
      expect((await served.ask(page(element).attr('href') ?? '')).status).toBe(200);
  });

  it('has examples that work', async () => {
    const page = load((await served.ask('/api')).text);
    const curls = page('pre')
      .toArray()
      .map((element) => page(element).text());
    expect(curls.length).toBeGreaterThan(13);
    const reads = curls.filter((curl) => curl.startsWith('curl "') && !/_ID\b/.test(curl));
    expect(reads.length).toBeGreaterThan(8);
    for (const curl of reads) {
      const address = /"([^"]+)"$/.exec(curl)?.[1] ?? '';
      expect(address.startsWith(served.url)).toBe(true);
      expect((await served.ask(address.slice(served.url.length))).status, curl).toBe(200);
    }
  });

  it('is small enough for a phone, and speaks Chinese around it', async () => {
    const answer = await fetch(`${served.url}/api?lang=zh-CN`, { headers: { 'accept-encoding': 'br' } });
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(60_000);
    const page = load(await answer.text());
    expect(page('html').attr('lang')).toBe('zh-CN');
    expect(page('main h2').text()).toContain('可能的错误');
    expect(page('main div[lang="en"]')).toHaveLength(1);
  });
});
