import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** For people to look at; not kept with the sources. */
const FOLDER = fileURLToPath(new URL('../../artifacts/screenshots', import.meta.url));

/** Of a long page the beginning, as far as somebody scrolls who wants to see how it looks. Pixels. */
const TALLEST = 2600;

export async function keepScreenshot(page: Page, name: string, tallest = TALLEST): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const { width = 0 } = page.viewportSize() ?? {};
  const height: number = await page.evaluate('document.documentElement.scrollHeight');
  await page.screenshot({
    path: join(FOLDER, `${name}.png`),
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, tallest) },
  });
}
