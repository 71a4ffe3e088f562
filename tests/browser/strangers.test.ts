import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Newsroom } from '../pipeline/newsroom.ts';
import { type Site, serveOn } from '../web/site.ts';
import { MARKUP, openStrangersRoom, strangersPages } from '../web/strangers.ts';
import { openWatched, useBrowser } from './browsing.ts';
import { chromiumIsSkipped } from './chromium.ts';
import { lookAt, standingOut } from './looks.ts';
import { keepScreenshot } from './screenshots.ts';

describe.skipIf(chromiumIsSkipped)('what strangers write', () => {
  const browsing = useBrowser();
  let room: Newsroom & AsyncDisposable;
  let site: Site;
  beforeAll(async () => {
    room = await openStrangersRoom();
    site = await serveOn(room.rig);
  });
  afterAll(async () => {
    await site?.web.stop();
    await room?.[Symbol.asyncDispose]();
  });

  it('is shown as it was written, runs nothing, asks nobody, and fits on a telephone', async () => {
    const profile = await browsing.profile();
    await browsing.signIn(profile, site);
    const { page, troubles } = await openWatched(profile, site.url);
    await lookAt(page, { width: 360, scheme: 'light' });
    const { text } = await site.get('/?kind=all');
    const releases = [...text.matchAll(/href="(\/releases\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(releases.length).toBeGreaterThan(MARKUP.length);
    for (const path of strangersPages(releases)) {
      await page.goto(`${site.url}${path}`);
      // What is folded away is shown, too.
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      expect(await page.evaluate('[window.owned, location.origin]'), path).toEqual([undefined, site.url]);
      expect(await page.locator('script, img, iframe, style, base, object, embed, math').count(), path).toBe(
        0,
      );
      expect.soft(await standingOut(page), path).toEqual([]);
    }
    await page.goto(`${site.url}/?kind=all`);
    const shown = await page.locator('main').innerText();
    for (const name of MARKUP) expect(shown).toContain(name);
    await keepScreenshot(page, 'strangers-latest-360');
    await page.goto(`${site.url}/labs/deepseek`);
    await keepScreenshot(page, 'strangers-lab-360');
    const unexpected = troubles.filter((trouble) => !/^error: Failed to load resource:.* 404/.test(trouble));
    expect(unexpected).toEqual([]);
    await profile.close();
  });

  it('leads away by links alone that are followed, and only to http', async () => {
    const profile = await browsing.profile();
    const { page } = await openWatched(profile, site.url);
    for (const path of ['/labs/deepseek', '/alerts']) {
      await page.goto(`${site.url}${path}`);
      const links: string[] = await page.evaluate('[...document.links].map((link) => link.protocol)');
      expect(links.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([]);
    }
    await profile.close();
  });
});
