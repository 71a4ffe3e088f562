import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../../src/web/security-headers.ts';
import { startWebServer, type WebServer } from '../../src/web/server.ts';
import type { WebEnv } from '../../src/web/web-env.ts';
import { barriers } from './accessibility.ts';
import { openWatched, useBrowser } from './browsing.ts';
import { chromiumIsSkipped } from './chromium.ts';
import { lookAt, standingOut } from './looks.ts';

const BAD = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Bad</title>
<body><main><h1>Bad</h1><script>window.owned = 1</script><p style="width: 900px">wide</p><img src="http://127.0.0.2:9/x.png">
<input><table class="wide"><tr><td>${'W'.repeat(200)}</table></main></body></html>`;

describe.skipIf(chromiumIsSkipped)('what the tests in a browser see', () => {
  const browsing = useBrowser();
  let server: WebServer;
  beforeAll(async () => {
    const app = new Hono<WebEnv>().use(securityHeaders()).get('/', (c) => c.html(BAD));
    server = await startWebServer({ app, listen: { host: '127.0.0.1', port: 0 } });
  });
  afterAll(() => server?.stop(100));

  it('is what is wrong with a page: refused scripts and styles, requests to others, what is too wide, what has no name', async () => {
    const profile = await browsing.profile();
    const { page, troubles } = await openWatched(profile, server.url);
    await lookAt(page, { width: 360, scheme: 'light' });
    await page.goto(server.url);
    expect(troubles.join('\n')).toMatch(/inline script/i);
    expect(troubles.join('\n')).toMatch(/inline style/i);
    expect(troubles.join('\n')).toMatch(/127\.0\.0\.2/);
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect((await standingOut(page)).join('\n')).toMatch(/^\d+ px wide in a window of 360\n.*table\.wide/s);
    expect((await barriers(page)).map((barrier) => barrier.split(':')[0])).toEqual(
      expect.arrayContaining(['label', 'image-alt']),
    );
    await profile.close();
  });
});
