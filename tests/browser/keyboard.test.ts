import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWatched, useBrowser } from './browsing.ts';
import { chromiumIsSkipped } from './chromium.ts';
import { type DemoSite, startDemoSite } from './demo-site.ts';
import { lookAt, WIDTHS } from './looks.ts';

const FOCUSED = readFileSync(new URL('./in-page/focused.js', import.meta.url), 'utf8');

interface Focused {
  readonly name: string;
  readonly element: string;
  readonly outlined: boolean;
  readonly inSight: boolean;
}

const HEADER = [
  'Skip to the content',
  'modelwatch',
  'Latest',
  'Labs',
  'Catalog',
  'Charts',
  'Sources',
  'Alerts',
  'API',
];

describe.skipIf(chromiumIsSkipped)('somebody with a keyboard alone', () => {
  const browsing = useBrowser();
  let demo: DemoSite;
  beforeAll(async () => {
    demo = await startDemoSite();
  });
  afterAll(() => demo?.[Symbol.asyncDispose]());

  /** Presses Tab until the focus is back where it came from, or so many times. */
  async function walk(page: Page, most: number): Promise<readonly Focused[]> {
    const walked: Focused[] = [];
    while (walked.length < most) {
      await page.keyboard.press('Tab');
      const focused: Focused | null = await page.evaluate(FOCUSED);
      if (focused === null) break;
      walked.push(focused);
    }
    return walked;
  }

  it.each(WIDTHS)(
    'goes through a page from top to bottom, and sees where they are, at %i px',
    async (width) => {
      const profile = await browsing.profile();
      const { page } = await openWatched(profile, demo.site.url);
      await lookAt(page, { width, scheme: 'light' });
      for (const path of ['/', '/catalog', '/sources']) {
        await page.goto(`${demo.site.url}${path}`);
        const walked = await walk(page, 60);
        expect(walked.slice(0, HEADER.length).map(({ name }) => name)).toEqual(HEADER);
        expect(
          walked.filter(({ outlined, inSight }) => !outlined || !inSight),
          path,
        ).toEqual([]);
      }
      await page.goto(`${demo.site.url}/`);
      const form = (await walk(page, 20)).slice(HEADER.length).map(({ name }) => name);
      expect(form.slice(0, 5)).toEqual(['Name', 'Lab', 'Kind', 'Show', 'More filters']);
      await profile.close();
    },
  );

  it('skips what is on every page', async () => {
    const profile = await browsing.profile();
    const { page } = await openWatched(profile, demo.site.url);
    await page.goto(`${demo.site.url}/alerts`);
    await page.keyboard.press('Tab');
    expect(await page.locator('.skip').boundingBox()).toMatchObject({ x: expect.any(Number), y: 8 });
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#main');
    const [next] = await walk(page, 1);
    expect(next).toMatchObject({ name: 'Preview of the rules' });
    await profile.close();
  });

  it('opens filters, chooses, and asks', async () => {
    const profile = await browsing.profile();
    const { page } = await openWatched(profile, demo.site.url);
    await page.goto(`${demo.site.url}/`);
    await page.getByText('More filters').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('250B');
    await page.getByRole('button', { name: 'Show' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/parameters=250B\.\./);
    await profile.close();
  });
});
