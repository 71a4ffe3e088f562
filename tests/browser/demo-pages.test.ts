import { afterAll, beforeAll, describe, it } from 'vitest';
import { useBrowser } from './browsing.ts';
import { chromiumIsSkipped } from './chromium.ts';
import { type DemoSite, startDemoSite } from './demo-site.ts';
import { commonPages, oddPages, pathOf, releasePages } from './pages.ts';
import { keepScreenshot } from './screenshots.ts';
import { expectWellMade } from './seeing.ts';

describe.skipIf(chromiumIsSkipped)('with the catalog of the demo', () => {
  const browsing = useBrowser();
  let demo: DemoSite;
  beforeAll(async () => {
    demo = await startDemoSite();
  });
  afterAll(() => demo?.[Symbol.asyncDispose]());

  it.each([
    ...commonPages,
    ...oddPages,
    { name: 'lab-qwen', path: '/labs/qwen' },
    { name: 'lab-moonshot', path: '/labs/moonshot' },
    // Seen from every side; contradicted; without weights; of many repos.
    ...releasePages('Kimi-K2', 'DeepSeek-V3', 'Qwen3-Max', 'Qwen3'),
  ])('$name is well made', async (page) => {
    const profile = await browsing.profile();
    await expectWellMade(profile, demo.site.url, await pathOf(page, demo.rig), `demo-${page.name}`);
    await profile.close();
  });

  it.each([
    { name: 'sources-signed-in', path: '/sources' },
    { name: 'alerts-signed-in', path: '/alerts' },
  ])('$name is well made for who may press the buttons', async ({ name, path }) => {
    const profile = await browsing.profile();
    await browsing.signIn(profile, demo.site);
    await expectWellMade(profile, demo.site.url, path, `demo-${name}`);
    await profile.close();
  });

  it.each([
    // Without what is made up.
    { name: 'latest', path: '/?until=2025-11-07' },
    ...releasePages('Kimi-K2').map(({ path }) => ({ name: 'release', path })),
  ])('$name is kept as the README shows it', async ({ name, path }) => {
    const profile = await browsing.profile({ viewport: { width: 1160, height: 960 } });
    const page = await profile.newPage();
    await page.goto(`${demo.site.url}${await pathOf({ name, path }, demo.rig)}`);
    await keepScreenshot(page, `readme-${name}`, 960);
    await profile.close();
  });
});
