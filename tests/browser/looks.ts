import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

export type Scheme = 'light' | 'dark';

/** A telephone, and a window on a desk. */
export const WIDTHS = [360, 1280] as const;
export const SCHEMES: readonly Scheme[] = ['light', 'dark'];
export const LANGUAGES = ['en', 'zh-CN'] as const;

export interface Look {
  readonly width: (typeof WIDTHS)[number];
  readonly scheme: Scheme;
}

export const LOOKS: readonly Look[] = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));

const HEIGHT = 800;

export async function lookAt(page: Page, { width, scheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.emulateMedia({ colorScheme: scheme });
}

const STANDING_OUT = readFileSync(new URL('./in-page/standing-out.js', import.meta.url), 'utf8');

/** What stands out to the side of a page, which would have it scroll sideways; what scrolls by itself may be wider. */
export async function standingOut(page: Page): Promise<readonly string[]> {
  return await page.evaluate(STANDING_OUT);
}
