import { afterEach, describe, expect, it } from 'vitest';
import { startWikiServer, type WikiPage, type WikiServer } from '../../../src/demo/wiki-server.ts';
import { RateLimitedError } from '../../../src/errors.ts';
import { deepseekPage } from './fixtures/deepseek.ts';
import { kimiPage } from './fixtures/kimi.ts';
import { withoutWording } from './reading.ts';
import { inShort, startPoller } from './wiki-poll.ts';

const DEEPSEEK: WikiPage = {
  title: 'DeepSeek',
  pageId: 78_452_842,
  revisions: [{ id: 1_322_000_001, html: deepseekPage('wrapped') }],
};
const KIMI: WikiPage = {
  title: 'Kimi (chatbot)',
  pageId: 81_026_045,
  revisions: [{ id: 1_322_688_530, html: kimiPage('parsoid') }],
};

let wiki: WikiServer;
afterEach(() => wiki.close());

async function start(
  titles: readonly string[] = ['DeepSeek'],
  pages: readonly WikiPage[] = [DEEPSEEK, KIMI],
) {
  wiki = await startWikiServer({ pages });
  return startPoller(wiki.url, titles);
}

async function observed(poll: Promise<Awaited<ReturnType<ReturnType<typeof startPoller>['poll']>>>) {
  const result = await poll;
  if (result.kind !== 'changed' || result.form !== 'entries')
    throw new Error(`the poll found ${result.kind}`);
  return result;
}

describe('a poll', () => {
  it('asks for the current revision, and fetches that one', async () => {
    await using poller = await start();
    const result = await observed(poller.poll('DeepSeek'));
    expect(result.requests).toBe(2);
    expect(result.observations).toHaveLength(19);
    const [query, parse] = wiki.requests.map(({ url }) => new URL(url, wiki.url).searchParams);
    expect(Object.fromEntries(query ?? [])).toEqual({
      action: 'query',
      prop: 'info|pageprops',
      ppprop: 'disambiguation',
      redirects: '1',
      converttitles: '1',
      titles: 'DeepSeek',
      format: 'json',
      formatversion: '2',
      maxlag: '5',
    });
    expect(Object.fromEntries(parse ?? [])).toMatchObject({
      action: 'parse',
      oldid: '1322000001',
      prop: 'text',
    });
    expect(wiki.requests[0]?.headers['user-agent']).toContain('modelwatch/');
    expect(JSON.parse(result.validator ?? '')).toEqual({
      page: 78_452_842,
      revision: 1_322_000_001,
      parser: 1,
    });
  });

  it('finds the same revision not modified, and another changed', async () => {
    await using poller = await start();
    const first = await observed(poller.poll('DeepSeek'));
    expect(inShort(await poller.poll('DeepSeek'))).toBe('not-modified 1');
    wiki.edit('DeepSeek', deepseekPage('wrapped', { reworded: true }));
    const reworded = await observed(poller.poll('DeepSeek'));
    expect(withoutWording(reworded.observations)).toEqual(withoutWording(first.observations));
    wiki.edit('DeepSeek', deepseekPage('wrapped', { vandalised: true }));
    expect((await observed(poller.poll('DeepSeek'))).observations).not.toHaveLength(19);
    wiki.edit('DeepSeek', deepseekPage('wrapped'));
    const reverted = await observed(poller.poll('DeepSeek'));
    expect(withoutWording(reverted.observations)).toEqual(withoutWording(first.observations));
  });

  it('reads a page again that another version of the reader read, or whose mark is none', async () => {
    await using poller = await start();
    await poller.poll('DeepSeek');
    for (const validator of [
      '{"page":78452842,"revision":1322000001,"parser":0}',
      '"abc"',
      '{',
      '{"page":"x"}',
    ]) {
      poller.validators.set('DeepSeek', validator);
      expect((await poller.poll('DeepSeek')).kind).toBe('changed');
    }
  });
});

describe('pages that are not where they were', () => {
  it('is gone where there is none', async () => {
    await using poller = await start(['Nowhere']);
    expect(inShort(await poller.poll('Nowhere'))).toBe('gone 1');
  });

  it('follows a move, with the keys as they were', async () => {
    await using poller = await start(['Kimi (chatbot)']);
    const before = await observed(poller.poll('Kimi (chatbot)'));
    wiki.move('Kimi (chatbot)', 'Kimi (AI)');
    expect(inShort(await poller.poll('Kimi (chatbot)'))).toBe('not-modified 1');
    wiki.edit('Kimi (AI)', kimiPage('parsoid'));
    const after = await observed(poller.poll('Kimi (chatbot)'));
    expect(withoutWording(after.observations)).toEqual(withoutWording(before.observations));
    expect(after.observations[0]?.url).toContain('title=Kimi_(AI)&');
  });

  it('finds a page by its id where the move left nothing, or namesakes', async () => {
    await using poller = await start(['DeepSeek']);
    await poller.poll('DeepSeek');
    wiki.move('DeepSeek', 'DeepSeek (company)', { leaveRedirect: false });
    expect(inShort(await poller.poll('DeepSeek'))).toBe('not-modified 2');
    wiki.add({
      title: 'DeepSeek',
      pageId: 5,
      revisions: [{ id: 7, html: '<p>May be:</p>' }],
      disambiguation: true,
    });
    expect(inShort(await poller.poll('DeepSeek'))).toBe('not-modified 2');
    wiki.edit('DeepSeek (company)', deepseekPage('wrapped', { newRow: true }));
    const result = await observed(poller.poll('DeepSeek'));
    expect([result.observations.length, result.salvaged?.length]).toEqual([20, 1]);
  });

  it('refuses namesakes where no page is known', async () => {
    const namesakes = {
      title: 'DeepSeek',
      pageId: 5,
      revisions: [{ id: 7, html: '' }],
      disambiguation: true,
    };
    await using poller = await start(['DeepSeek'], [namesakes]);
    await expect(poller.poll('DeepSeek')).rejects.toMatchObject({ code: 'upstream-shape' });
  });

  it('takes the page that another was merged into, and one that was written anew', async () => {
    await using poller = await start(['DeepSeek']);
    await poller.poll('DeepSeek');
    wiki.merge('DeepSeek', 'Kimi (chatbot)');
    expect((await observed(poller.poll('DeepSeek'))).observations[0]?.subject).toBe('Kimi');
    wiki.remove('DeepSeek');
    wiki.add({ ...DEEPSEEK, pageId: 99 });
    wiki.remove('Kimi (chatbot)');
    expect((await observed(poller.poll('DeepSeek'))).observations).toHaveLength(19);
    wiki.remove('DeepSeek');
    expect((await poller.poll('DeepSeek')).kind).toBe('gone');
  });
});

describe('an answer that is none', () => {
  it.each([
    [{ kind: 'too-many-requests', retryAfter: 30 }, 31],
    [{ kind: 'maxlag', retryAfter: 9 }, 9],
    [{ kind: 'maxlag' }, 5],
    [{ kind: 'ratelimited' }, 60],
  ] as const)('%o asks to wait %d seconds', async (fault, seconds) => {
    for (const action of ['query', 'parse'] as const) {
      await using poller = await start();
      wiki.fail({ action, fault });
      const error = await poller.poll('DeepSeek').catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(RateLimitedError);
      // An answer's own Date is the base of its Retry-After; a whole second is what it may differ by.
      const waited = ((error as RateLimitedError).until - poller.clock.now()) / 1000;
      expect(Math.abs(waited - seconds)).toBeLessThanOrEqual(1);
      if (action === 'query') await wiki.close();
    }
  });

  it('a passing 503 is asked again within the poll', async () => {
    await using poller = await start();
    wiki.fail({ fault: { kind: 'status', status: 503 } });
    expect(await poller.poll('DeepSeek')).toMatchObject({ kind: 'changed', requests: 3 });
  });

  it.each([
    [{ kind: 'error', code: 'internal_api_error_DBQueryError' }, 'upstream-status'],
    [{ kind: 'status', status: 500 }, 'upstream-status'],
    [{ kind: 'html' }, 'upstream-not-json'],
    [{ kind: 'half-body' }, 'upstream-truncated'],
    [{ kind: 'wrong-shape', body: [] }, 'upstream-shape'],
    [{ kind: 'wrong-shape', body: { query: { pages: [{ title: 7 }] }, parse: {} } }, 'upstream-shape'],
    [{ kind: 'wrong-shape', body: {} }, 'upstream-shape'],
  ] as const)('%o is %s, and the next poll is well', async (fault, code) => {
    await using poller = await start();
    for (const action of ['query', 'parse'] as const) {
      wiki.fail({ action, fault });
      await expect(poller.poll('DeepSeek')).rejects.toMatchObject({ code });
    }
    expect((await poller.poll('DeepSeek')).kind).toBe('changed');
  });

  it('keeps quotas of wikis apart', async () => {
    await using poller = await start();
    wiki.fail({ fault: { kind: 'too-many-requests', retryAfter: 60 } });
    await expect(poller.poll('DeepSeek')).rejects.toBeInstanceOf(RateLimitedError);
    // The wiki is not asked again before its time.
    await expect(poller.poll('DeepSeek')).rejects.toBeInstanceOf(RateLimitedError);
    expect(wiki.requests).toHaveLength(1);
    await wiki.close();
    await using other = await start();
    expect((await other.poll('DeepSeek')).kind).toBe('changed');
  });
});
