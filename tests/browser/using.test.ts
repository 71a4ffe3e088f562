import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '../pipeline/rig.ts';
import { openWatched, useBrowser } from './browsing.ts';
import { chromiumIsSkipped } from './chromium.ts';
import { type DemoSite, startDemoSite } from './demo-site.ts';

/** All of it without JavaScript, as the pages have none. */
describe.skipIf(chromiumIsSkipped)('somebody with a browser that runs no scripts', () => {
  const browsing = useBrowser();
  let demo: DemoSite;
  let profile: BrowserContext;
  let page: Page;
  let troubles: readonly string[];
  const open = (path: string) => page.goto(`${demo.site.url}${path}`);
  const names = () => page.locator('.entry .name > a').allInnerTexts();

  beforeAll(async () => {
    demo = await startDemoSite();
    profile = await browsing.profile({ javaScriptEnabled: false });
    ({ page, troubles } = await openWatched(profile, demo.site.url));
  });
  afterAll(() => demo?.[Symbol.asyncDispose]());

  it('asks for the releases of one lab, then for large ones alone, and takes that back', async () => {
    await open('/');
    const all = await names();
    await page.getByLabel('Lab').selectOption('Moonshot AI');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(new Set(await page.locator('.entry .of').allInnerTexts())).toEqual(new Set(['Moonshot AI']));
    expect(await page.getByLabel('Lab').inputValue()).toBe('moonshot');
    await page.getByText('More filters').click();
    await page.getByLabel('Size').selectOption('250B and more');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await names()).toEqual(['Kimi-K2-0905', 'Kimi-K2']);
    expect(page.url()).toContain('lab=moonshot');
    expect(page.url()).toContain('parameters=250B..');
    await page.getByRole('link', { name: 'Clear' }).click();
    expect(await names()).toEqual(all);
    await page.getByLabel('Name').fill('coder');
    await page.getByLabel('Name').press('Enter');
    expect(await names()).toContain('Qwen3-Coder');
    expect((await names()).filter((name) => !/coder/i.test(name))).toEqual([]);
  });

  it('sorts the catalog by a column, and by it again the other way round', async () => {
    await open('/catalog');
    const first = () => page.locator('tbody tr').first().locator('th, td').allInnerTexts();
    await page.getByRole('link', { name: 'Repos', exact: true }).click();
    expect((await first())[0]).toBe('Qwen3');
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('link', { name: 'Repos', exact: true }).click();
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
    expect(Number((await first())[8])).toBeLessThan(2);
  });

  it('takes the whole list along as a file', async () => {
    await open('/catalog?lab=qwen');
    const rows = await page.locator('tbody tr').count();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('modelwatch-catalog.csv');
    const text = await (await demo.site.get(new URL(file.url()).search.replace(/^/, '/catalog.csv'))).text;
    expect(text.trim().split('\n')).toHaveLength(rows + 1);
  });

  it('goes from a release to its lab and reads on in Chinese', async () => {
    await open('/?text=kimi-k2');
    await page.getByRole('link', { name: 'Kimi-K2', exact: true }).click();
    expect(await page.locator('h1').innerText()).toBe('Kimi-K2');
    await page.locator('.facts-line').getByRole('link', { name: 'Moonshot AI' }).click();
    expect(await page.locator('h1').innerText()).toBe('Moonshot AI');
    await page.getByRole('link', { name: '简体中文' }).click();
    expect(await page.locator('h1').innerText()).toBe('月之暗面');
    await page.getByRole('link', { name: '目录', exact: true }).click();
    expect(await page.locator('h1').innerText()).toBe('目录');
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('h1').innerText()).toBe('Catalog');
  });

  it('signs in with a token, after a wrong one, and is back where it wanted to press a button', async () => {
    const { text } = await demo.site.token('write');
    await open('/sources');
    expect(await page.getByRole('button', { name: /Look now/ }).count()).toBe(0);
    await page.getByRole('link', { name: /Sign in with a token/ }).click();
    await page.getByLabel('Access token').fill(`${text}x`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(/no token of this place/);
    await page.getByLabel('Access token').fill(text);
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(new URL(page.url()).pathname).toBe('/sources');
    expect(await page.locator('.bottom').innerText()).toContain('may write');
  });

  it('looks now, and sees what came of it', async () => {
    demo.rig.advance(HOUR);
    expect(demo.release()).toBe('zai-org/GLM-5');
    await open('/sources');
    await page.getByRole('button', { name: 'Look now at hf-zai-org' }).click();
    const outcome = await page.getByRole('status').innerText();
    expect(outcome).toContain('hf-zai-org: something new');
    await page.getByRole('status').getByRole('link', { name: /GLM-5/ }).click();
    expect(await page.locator('h1').innerText()).toBe('GLM-5');
    await open('/');
    expect((await names())[0]).toBe('GLM-5');
  });

  it('has what was not delivered tried again, and sees it arrive', async () => {
    await open('/alerts');
    await page.getByRole('link', { name: 'Only what was not delivered' }).click();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('button', { name: 'Try again: Qwen released Qwen4, to team' }).click();
    expect(await page.getByRole('status').first().innerText()).toBe(
      'One delivery to team will be tried again within moments.',
    );
    const row = page.locator('tbody tr', { hasText: 'Qwen released Qwen4' });
    expect(await row.innerText()).toMatch(/waiting/);
    await demo.rig.refresh();
    await open('/alerts');
    expect(await row.innerText()).toMatch(/sent/);
    expect(demo.rig.heard().map(({ about }) => about)).toContain('Qwen4');
  });

  it('signs out, and has no more buttons', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
    await open('/sources');
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('was complained to about nothing but the wrong token', () => {
    expect(troubles.filter((trouble) => !/status of 403|^downloaded |catalog\.csv/.test(trouble))).toEqual(
      [],
    );
  });
});
