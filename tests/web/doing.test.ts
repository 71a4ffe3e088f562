import { describe, expect, it } from 'vitest';
import { AskedRefreshes } from '../../src/pipeline/asked-refresh.ts';
import { model } from '../pipeline/models.ts';
import { formTokenIn, type Site, startSite } from './site.ts';

/** A browser that is signed in by a token. */
async function signedIn(site: Site, access: 'read' | 'write') {
  const cookie = await site.signIn((await site.token(access)).text);
  const headers = { cookie, origin: site.url };
  return {
    get: (path: string) => site.get(path, { cookie }),
    /** Presses a button of a page. */
    press: async (page: string, path: string, fields: Record<string, string>) => {
      const form = formTokenIn((await site.get(page, { cookie })).text);
      return await site.post(path, { ...fields, form }, headers);
    },
  };
}

async function watching(): Promise<Site> {
  const site = await startSite({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  await site.rig.refresh();
  return site;
}

describe('Sources', () => {
  it('says how each does, and what to do about it, to everybody; buttons are for who may write', async () => {
    const site = await watching();
    const open = await site.get('/sources');
    expect(open.text).toContain('hf-qwen');
    expect(open.text).toContain('<span class="mark good">well</span>');
    expect(open.text).toContain('every 2 minutes');
    expect(open.text).toContain('1 repo');
    expect(open.text).toContain('Sign in with a token that may write');
    expect(open.text).not.toContain('Look now');
    expect((await (await signedIn(site, 'read')).get('/sources')).text).not.toContain('Look now');
    expect((await (await signedIn(site, 'write')).get('/sources')).text).toContain('Look now');
  });

  it('tells in words what went wrong, in both languages', async () => {
    const site = await watching();
    site.rig.hub.fail({ times: 100, fault: { kind: 'status', status: 401 } });
    site.rig.advance(180_000);
    await site.rig.refresh();
    const english = await site.get('/sources?state=failing');
    expect(english.text).toContain('<span class="mark bad">failing</span>');
    expect(english.text).toContain('HF_TOKEN');
    const chinese = await site.get('/sources?state=failing&lang=zh-CN');
    expect(chinese.text).toContain('持续失败');
    expect(chinese.text).toContain('需要登录凭据');
    expect((await site.get('/sources?state=gone')).text).toContain('No source is in this state');
  });

  it('looks now where somebody may, and shows what came of it', async () => {
    const site = await watching();
    const browser = await signedIn(site, 'write');
    site.rig.hub.add(model('Qwen/Qwen4-8B'));
    const answer = await browser.press('/sources', '/sources/look', { source: 'hf-qwen' });
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location') ?? '';
    const { text } = await browser.get(location);
    expect(text).toContain('hf-qwen: something new; 2 things shown, 1 change');
    expect(text).toMatch(/1 new alert\.[\s\S]*Qwen released Qwen4/);
    expect(site.rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
    // Whoever has the address sees the same.
    expect((await site.get(location)).text).toContain('hf-qwen: something new');
  });

  it('shows as under way what takes its time, looks once for two who ask, and tells when it has ended', async () => {
    const site = await watching();
    const browser = await signedIn(site, 'write');
    site.rig.hub.fail({ times: 10, fault: { kind: 'hang' } });
    const { runtime } = site.rig;
    // In another process than the page's own: what is stored tells of it.
    const elsewhere = new AskedRefreshes(runtime, runtime.newId);
    const sources = [...runtime.sources.values()];
    const { id: first } = await elsewhere.begin(sources, null);
    const { id: second } = await new AskedRefreshes(runtime, runtime.newId).begin(sources, null);
    expect(second).toBe(first);
    const { text } = await browser.get(`/sources?look=${first}`);
    expect(text).toContain('It is under way');
    runtime.stopPolling();
    await elsewhere.settled();
    expect((await browser.get(`/sources?look=${first}`)).text).not.toContain('It is under way');
  });

  it('refuses who may not, what is not there, and what did not come from its own page', async () => {
    const site = await watching();
    const asked = site.rig.hub.requests.length;
    const anonymous = await site.post('/sources/look', { source: 'hf-qwen' });
    expect(anonymous.status).toBe(303);
    expect(anonymous.headers.get('location')).toMatch(/^\/sign-in/);
    const reader = await signedIn(site, 'read');
    expect((await reader.press('/sources', '/sources/look', { source: 'hf-qwen' })).status).toBe(403);
    const writer = await signedIn(site, 'write');
    const unknown = await writer.press('/sources', '/sources/look', { source: 'nobody' });
    expect((await writer.get(unknown.headers.get('location') ?? '')).text).toContain(
      'There is no such source',
    );
    const cookie = await site.signIn((await site.token('write')).text);
    const forged = await site.post(
      '/sources/look',
      { source: 'hf-qwen' },
      { cookie, 'sec-fetch-site': 'cross-site' },
    );
    expect(forged.status).toBe(403);
    const guessed = await site.post(
      '/sources/look',
      { source: 'hf-qwen', form: 'x' },
      { cookie, origin: site.url },
    );
    expect(guessed.status).toBe(403);
    expect(site.rig.hub.requests.length).toBe(asked);
  });
});

describe('Alerts', () => {
  /** One delivery that the receiver refused for good. */
  async function refused(): Promise<Site> {
    const site = await watching();
    site.rig.receiver.answerWith({ kind: 'status', status: 400, body: 'no' });
    site.rig.advance(180_000);
    site.rig.hub.add(model('Qwen/Qwen4-8B'));
    await site.rig.refresh();
    return site;
  }

  it('shows what went where, what was not delivered, and tries it again where somebody may', async () => {
    const site = await refused();
    const open = await site.get('/alerts?state=dead');
    expect(open.text).toContain('Qwen released Qwen4');
    expect(open.text).toContain('<span class="mark bad">not delivered</span>');
    expect(open.text).not.toContain('<button class="small"');
    const browser = await signedIn(site, 'write');
    const delivery = /name="delivery" value="([^"]+)"/.exec((await browser.get('/alerts')).text)?.[1] ?? '';
    const answer = await browser.press('/alerts', '/alerts/retry', { delivery });
    const { text } = await browser.get(answer.headers.get('location') ?? '');
    expect(text).toContain('One delivery to team will be tried again');
    await site.rig.refresh();
    expect((await site.get('/alerts')).text).toMatch(/team <span class="mark good">sent<\/span>/);
    expect(site.rig.heard().at(-1)).toMatchObject({ kind: 'release.new', about: 'Qwen4' });
    const again = await browser.press('/alerts', '/alerts/retry', { delivery });
    expect((await browser.get(again.headers.get('location') ?? '')).text).toContain(
      'There is nothing to try again',
    );
  });

  it('retries nothing for who may not write', async () => {
    const site = await refused();
    const reader = await signedIn(site, 'read');
    expect((await reader.press('/alerts', '/alerts/retry', { delivery: 'x' })).status).toBe(403);
    expect((await site.post('/alerts/retry', { delivery: 'x' })).status).toBe(303);
  });

  it('words them in the language of the reader', async () => {
    const site = await refused();
    const { text } = await site.get('/alerts?lang=zh-CN');
    expect(text).toContain('新发布');
    expect(text).toContain('未能送达');
    expect(text).not.toContain('Qwen released Qwen4');
  });

  it('pages back to the first alert, and forwards again', async () => {
    const site = await startSite({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
    await site.rig.refresh();
    for (let round = 0; round < 9; round++) {
      for (let index = 0; index < 5; index++)
        site.rig.hub.add(model(`Qwen/Qwen${10 + round * 5 + index}-8B`));
      site.rig.advance(7 * 3_600_000);
      await site.rig.refresh();
    }
    const titles = (page: string) => [...page.matchAll(/>Qwen released (Qwen\d+)</g)].map(([, name]) => name);
    const first = await site.get('/alerts');
    const older = /href="([^"]+)" rel="next"/.exec(first.text)?.[1] ?? '';
    const second = await site.get(older);
    const all = [...titles(first.text), ...titles(second.text)];
    expect(new Set(all).size).toBe(45);
    const newer = /href="([^"]+)" rel="prev"/.exec(second.text)?.[1] ?? '';
    expect(titles((await site.get(newer)).text)).toEqual(titles(first.text));
  });

  it('previews what the rules would have sent, with no secret in it', async () => {
    const site = await watching();
    const { text, status } = await site.get('/alerts/preview?since=365d');
    expect(status).toBe(200);
    expect(text).toContain('releases → team: 1 alert');
    expect(text).toContain('Qwen released Qwen3');
    expect(text).toContain('&quot;type&quot;: &quot;release.new&quot;');
    expect(text).not.toContain(site.rig.configuration.secrets[0]);
    expect((await site.get('/alerts/preview?since=then')).text).toContain('That is no date');
    expect((await site.get('/alerts/preview?channel=nobody')).text).toContain('No rule leads to a channel');
  });
});

describe('a look whose process has died', () => {
  it('is said to be lost, and keeps nobody from looking again', async () => {
    const site = await watching();
    const { runtime, hub } = site.rig;
    hub.fail({ times: 10, fault: { kind: 'hang' } });
    const dying = new AskedRefreshes(runtime, runtime.newId);
    const { id } = await dying.begin([...runtime.sources.values()], null);
    site.rig.advance(5 * 60_000);
    const { text } = await site.get(`/sources?look=${id}`);
    expect(text).toContain('ended before it was through');
    runtime.stopPolling();
    await dying.settled();
  });
});
