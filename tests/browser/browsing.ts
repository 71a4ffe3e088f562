import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Site } from '../web/site.ts';

/** A page in a browser that notes whatever should not happen there. */
export interface Watched {
  readonly page: Page;
  /** What the browser complained of, what was asked of others, what ran. Empty is good. */
  readonly troubles: readonly string[];
}

export interface Browsing {
  /** A browser profile of its own: no cookies, no cache. It ends with the tests of the file. */
  profile(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Signs a profile in with a token that may write, as a person does. */
  signIn(profile: BrowserContext, site: Site): Promise<void>;
}

/** The browser of this run, for the tests of one file. */
export function useBrowser(): Browsing {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.connect(inject('browser'));
  });
  afterAll(() => browser?.close());
  return {
    profile: async (options = {}) => {
      if (browser === undefined) throw new Error('the browser is there from the first test on');
      return await browser.newContext({
        locale: 'en-GB',
        timezoneId: 'UTC',
        // Where a page jumps rather than glides, it is at rest when it is looked at.
        reducedMotion: 'reduce',
        ...options,
      });
    },
    signIn: async (profile, site) => {
      const { text } = await site.token('write');
      const page = await profile.newPage();
      await page.goto(`${site.url}/sign-in`);
      await page.getByLabel('Access token').fill(text);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      await page.close();
    },
  };
}

/** Opens a page that may only ever ask `origin`. */
export async function openWatched(profile: BrowserContext, origin: string): Promise<Watched> {
  const page = await profile.newPage();
  const troubles: string[] = [];
  // Refusals of the Content-Security-Policy are said there, too.
  page.on('console', (message) => {
    // What is verbose is advice to who writes a page.
    if (!['log', 'verbose'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`threw: ${error.message}`));
  page.on('dialog', async (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && protocol !== 'data:') troubles.push(`asked ${request.url()}`);
  });
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`));
  page.on('download', (download) => troubles.push(`downloaded ${download.url()}`));
  page.on('popup', () => troubles.push('opened a window'));
  return { page, troubles };
}
