import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWatched, useBrowser } from './browsing.ts';
import { chromiumIsSkipped } from './chromium.ts';
import { type LargeSite, startLargeSite } from './large-site.ts';
import { commonPages } from './pages.ts';
import { expectWellMade } from './seeing.ts';

describe.skipIf(chromiumIsSkipped)('with 20,000 releases', () => {
  const browsing = useBrowser();
  let large: LargeSite;
  beforeAll(async () => {
    large = await startLargeSite();
  });
  afterAll(() => large?.[Symbol.asyncDispose]());

  it.each([...commonPages, { name: 'lab', path: '/labs/lab-7' }])(
    '$name is well made',
    async ({ name, path }) => {
      const profile = await browsing.profile();
      await expectWellMade(profile, large.url, path, `large-${name}`);
      await profile.close();
    },
  );

  it('a release is well made', async () => {
    const profile = await browsing.profile();
    await expectWellMade(profile, large.url, large.release, 'large-release');
    await profile.close();
  });

  it('is gone through page by page, to and fro, and in another order', async () => {
    const profile = await browsing.profile({ javaScriptEnabled: false });
    const { page, troubles } = await openWatched(profile, large.url);
    const names = () => page.locator('tbody th a').allInnerTexts();
    await page.goto(`${large.url}/catalog?lab=lab-7`);
    const first = await names();
    expect(first).toHaveLength(50);
    await page.getByRole('link', { name: 'Next page' }).click();
    const second = await names();
    expect(second).toHaveLength(50);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
    await page.getByRole('link', { name: 'Previous page' }).click();
    expect(await names()).toEqual(first);
    await page.getByRole('link', { name: 'Parameters' }).click();
    expect(page.url()).toContain('lab=lab-7');
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toMatch(/^Parameters/);
    await page.goto(`${large.url}/`);
    expect(await page.locator('.count').innerText()).toMatch(/^40 of \d\d,\d{3} releases$/);
    // Names are those of every lab; addresses are not.
    const newest = await page.locator('.entry .name > a').first().getAttribute('href');
    await page.getByRole('link', { name: /Older/ }).click();
    expect(await page.locator('.entry .name > a').first().getAttribute('href')).not.toBe(newest);
    expect(troubles).toEqual([]);
    await profile.close();
  });
});
