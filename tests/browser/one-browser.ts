import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_INSTALL, chromiumIsSkipped, findChromium } from './chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser of this run takes commands; empty where there is none. */
    readonly browser: string;
  }
}

/** One browser for a whole run: to start one takes as long as to look at several pages. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (chromiumIsSkipped) {
    project.provide('browser', '');
    return async () => {
      process.stdout.write(
        `Skipped: all tests in a browser, for want of one. To run them: ${CHROMIUM_INSTALL}\n`,
      );
    };
  }
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(`no browser is installed: ${CHROMIUM_INSTALL}`);
  // Nothing of the browser's own may ask anybody anything; letters are drawn alike on every machine.
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--font-render-hinting=none',
  ];
  const server = await chromium.launchServer({ executablePath, args });
  project.provide('browser', server.wsEndpoint());
  return () => server.close();
}
