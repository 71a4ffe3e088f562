import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { barriers } from './accessibility.ts';
import { openWatched } from './browsing.ts';
import { LANGUAGES, LOOKS, lookAt, standingOut } from './looks.ts';
import { keepScreenshot } from './screenshots.ts';

/** A page that is not there answers so, which the browser notes. */
const NOT_FOUND = /^error: Failed to load resource: the server responded with a status of 404/;

/**
 * Looks at an address in both languages, at both widths, by day and by night: nothing stands out to its side, nothing
 * keeps anybody out, nothing is complained of, nobody else is asked. Keeps how it looks, under `name`.
 */
export async function expectWellMade(
  profile: BrowserContext,
  url: string,
  path: string,
  name: string,
): Promise<void> {
  const { page, troubles } = await openWatched(profile, url);
  try {
    for (const language of LANGUAGES) {
      const address = new URL(path, url);
      address.searchParams.set('lang', language);
      await page.goto(address.href);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.locator('h1').count()).toBe(1);
      await expectGoodLooks(page, name, language);
      expect.soft(troubles.filter((trouble) => path !== '/nowhere' || !NOT_FOUND.test(trouble))).toEqual([]);
    }
  } finally {
    await page.close();
  }
}

/** The same of a page as it stands. */
export async function expectGoodLooks(page: Page, name: string, language: string): Promise<void> {
  for (const look of LOOKS) {
    await lookAt(page, look);
    const view = `${name}-${look.width}-${look.scheme}-${language}`;
    await keepScreenshot(page, view);
    expect.soft(await standingOut(page), view).toEqual([]);
    expect.soft(await barriers(page, look.scheme === 'light' ? 'all' : 'colours'), view).toEqual([]);
  }
}
