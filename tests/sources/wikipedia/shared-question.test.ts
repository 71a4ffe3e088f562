import { afterEach, describe, expect, it } from 'vitest';
import { startWikiServer, type WikiServer } from '../../../src/demo/wiki-server.ts';
import { eventually } from '../../eventually.ts';
import { inShort, startPoller } from './wiki-poll.ts';

const TITLES = Array.from({ length: 60 }, (_, index) => `Page ${index}`);

let wiki: WikiServer;
afterEach(() => wiki.close());

async function start(titles = TITLES) {
  wiki = await startWikiServer({
    pages: titles.map((title, index) => ({
      title,
      pageId: 100 + index,
      revisions: [{ id: 1000 + index, html: `<p>Qwen${index} was released in May 2024.</p>` }],
    })),
  });
  return startPoller(wiki.url, titles);
}

function asked(action: string): number {
  return wiki.requests.filter((request) => request.action === action).length;
}

describe('pages of one wiki', () => {
  it('are asked about together, fifty in one question, and only the changed are fetched', async () => {
    await using poller = await start();
    const first = await Promise.all(TITLES.map((title) => poller.poll(title)));
    expect([asked('query'), asked('parse')]).toEqual([2, 60]);
    expect(first.map(({ requests }) => requests).reduce((sum, requests) => sum + requests)).toBe(62);
    expect(first.map(({ requests }) => requests).filter((requests) => requests === 2)).toHaveLength(2);

    wiki.forgetRequests();
    poller.clock.time += 60_000;
    wiki.edit('Page 7', '<p>Qwen7 was released in June 2024.</p>');
    const second = await Promise.all(TITLES.map((title) => poller.poll(title)));
    expect([asked('query'), asked('parse')]).toEqual([2, 1]);
    expect(
      Map.groupBy(second, inShort)
        .entries()
        .map(([short, polls]) => `${short}: ${polls.length}`)
        .toArray()
        .sort(),
    ).toEqual(['changed 1: 1', 'not-modified 0: 57', 'not-modified 1: 2']);
  });

  it('use an answer for a short time, and each of them once', async () => {
    await using poller = await start(['A', 'B', 'C']);
    expect(inShort(await poller.poll('A'))).toBe('changed 2');
    expect(inShort(await poller.poll('B'))).toBe('changed 1');
    expect(inShort(await poller.poll('A'))).toBe('not-modified 1');
    wiki.edit('A', '<p>Qwen1 was released in June 2024.</p>');
    expect(inShort(await poller.poll('A'))).toBe('changed 2');
    poller.clock.time += 20_001;
    expect(inShort(await poller.poll('C'))).toBe('changed 2');
  });

  it('do not use an answer of a time to come', async () => {
    await using poller = await start(['A', 'B']);
    await poller.poll('A');
    poller.clock.time -= 60_000;
    expect(inShort(await poller.poll('B'))).toBe('changed 2');
  });

  it('wait on where one of them is given up', async () => {
    await using poller = await start(['A', 'B']);
    wiki.fail({ fault: { kind: 'slow', ms: 150 } });
    const aborter = new AbortController();
    const given = poller.poll('A', { signal: aborter.signal });
    const waiting = poller.poll('B');
    await eventually('the question is asked', () => wiki.requests.length === 1);
    aborter.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    expect(inShort(await waiting)).toBe('changed 1');
    expect(asked('query')).toBe(1);
  });

  it('let go of the question where all of them are given up', async () => {
    await using poller = await start(['A', 'B']);
    wiki.fail({ fault: { kind: 'hang' } });
    const aborter = new AbortController();
    const given = ['A', 'B'].map((title) => poller.poll(title, { signal: aborter.signal }));
    await eventually('the question is asked', () => wiki.requests.length === 1);
    aborter.abort(new Error('enough'));
    for (const poll of given) await expect(poll).rejects.toThrow('enough');
    expect(inShort(await poller.poll('A'))).toBe('changed 2');
    await expect(poller.poll('A', { signal: aborter.signal })).rejects.toThrow('enough');
  });

  it('all hear of a failure, and the next asks anew', async () => {
    await using poller = await start(['A', 'B']);
    wiki.fail({ fault: { kind: 'status', status: 500 } });
    const failed = await Promise.allSettled(['A', 'B'].map((title) => poller.poll(title)));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked('query')).toBe(1);
    expect(inShort(await poller.poll('B'))).toBe('changed 2');
  });

  it('have their titles mapped back, however they are normalised and redirected', async () => {
    await using poller = await start(['ernie Bot', 'B']);
    wiki.add({
      title: 'Ernie Bot',
      pageId: 5,
      revisions: [{ id: 2000, html: '<p>ERNIE 5.0 was released in May 2025.</p>' }],
    });
    wiki.move('Ernie Bot', 'Wenxin');
    const result = await poller.poll('ernie Bot');
    expect(result).toMatchObject({ kind: 'changed', observations: [{ subject: 'ERNIE 5.0' }] });
  });

  it('ask less at once where titles are long', async () => {
    const long = Array.from({ length: 40 }, (_, index) => `${'深'.repeat(60)}${index}`);
    await using poller = await start(long);
    for (const title of long) await poller.poll(title);
    expect(asked('query')).toBeGreaterThan(1);
    expect(Math.max(...wiki.requests.map(({ url }) => url.length))).toBeLessThan(8000);
  });
});
