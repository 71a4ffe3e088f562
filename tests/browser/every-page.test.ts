import { afterAll, beforeAll, describe, it } from 'vitest';
import { useBrowser } from './browsing.ts';
import { chromiumIsSkipped } from './chromium.ts';
import { type DemoSite, startDemoSite } from './demo-site.ts';
import { pagesOf } from './pages.ts';
import { expectWellMade } from './seeing.ts';

describe.skipIf(chromiumIsSkipped)('every page of the demo', () => {
  const browsing = useBrowser();
  let demo: DemoSite;
  beforeAll(async () => {
    demo = await startDemoSite();
  });
  afterAll(() => demo?.[Symbol.asyncDispose]());

  it('is well made for who only reads', async () => {
    const profile = await browsing.profile();
    const labs = ['qwen', 'moonshot'];
    const releases = ['Kimi-K2', 'DeepSeek-V3', 'Qwen3-Max', 'Qwen3'];
    for (const page of await pagesOf(demo.rig, labs, releases))
      await expectWellMade(profile, demo.site.url, 'demo', page);
  });
});
