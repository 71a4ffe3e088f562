import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import { barriers } from './accessibility.ts';
import { openWatched } from './browsing.ts';
import { LANGUAGES, LOOKS, lookAt, standingOut } from './looks.ts';
import type { PageToSee } from './pages.ts';
import { keepScreenshot } from './screenshots.ts';

/** A page that is not there answers so, which the browser notes. */
const MISSING = /^error: Failed to load resource: the server responded with a status of 404/;

/**
 * Looks at a page in both languages, at both widths, by day and by night: nothing stands out to its side, nothing keeps
 * anybody out, nothing is complained of, nobody else is asked. Keeps how it looks, under `world` and its name.
 */
export async function expectWellMade(
  profile: BrowserContext,
  url: string,
  world: string,
  { name, path }: PageToSee,
): Promise<void> {
  const { page, troubles } = await openWatched(profile, url);
  try {
    for (const language of LANGUAGES) {
      await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      const lang = await page.locator('html').getAttribute('lang');
      expect(lang).toBe(language);
      expect(await page.locator('h1').count()).toBe(1);
      for (const look of LOOKS) {
        await lookAt(page, look);
        const view = `${world}-${name}-${look.width}-${look.scheme}-${language}`;
        await keepScreenshot(page, view);
        expect.soft(await standingOut(page), view).toEqual([]);
        expect.soft(await barriers(page), view).toEqual([]);
      }
    }
    expect.soft(troubles.filter((trouble) => !(name === 'not-found' && MISSING.test(trouble)))).toEqual([]);
  } finally {
    await page.close();
  }
}
